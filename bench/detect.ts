/**
 * How fast and in how much memory a log is diagnosed:
 *
 *   node bench/detect.ts [megabytes]
 *
 * Reads `megabytes` (default 64) of text in chunks of 64 KiB as a pipe would give it, once of ordinary build output, once
 * of the corpus over and over, once as a single line; and 1 MB at once, as the page does. Times are the processor’s, so
 * that a busy machine gives the same figures.
 */
import { compile } from "../src/detect/log/signs.ts";
import { diagnose, LogReader } from "../src/detect/log/diagnose.ts";
import { loadCorpus, loadKnowledge } from "../tests/corpus/corpus.ts";

const megabytes = Number(process.argv[2] ?? "64");
const compiled = compile(await loadKnowledge());
const corpus = Buffer.concat(
  loadCorpus().map(({ bytes }) => Buffer.from(bytes)),
);
const build = Buffer.from(
  Array.from(
    { length: 2000 },
    (_, i) =>
      `2026-03-09T15:44:10.${String(i).padStart(7, "0")}Z   [${i}/2000] Building CXX object src/CMakeFiles/app.dir/module_${i}.cpp.o -O2 -std=c++20\n`,
  ).join(""),
);
const inputs = {
  "build output": build,
  corpus,
  "one line": Buffer.from("abc def, ".repeat(20_000)),
} as const;

for (const [name, unit] of Object.entries(inputs)) {
  const once = repeated(unit, 1_000_000);
  diagnose(compiled, once);
  const from = process.cpuUsage();
  diagnose(compiled, once);
  console.log(`${name}: 1 MB in ${(spent(from) * 1000).toFixed(0)} ms`);

  const reader = new LogReader(compiled);
  const chunk = repeated(unit, 65_536);
  const start = process.cpuUsage();
  for (let read = 0; read < megabytes * 1_000_000; read += chunk.length)
    reader.write(chunk);
  reader.end();
  const seconds = spent(start);
  console.log(
    `${name}: ${megabytes} MB from a pipe in ${seconds.toFixed(1)} s (${(megabytes / seconds).toFixed(0)} MB/s), resident ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
  );
}

function repeated(unit: Buffer, length: number): Buffer {
  return Buffer.alloc(length, unit);
}

/** Processor time since `from`, in seconds, of all threads. */
function spent(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
}
