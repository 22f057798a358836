/**
 * What the harness itself costs for each cell: processor time above the bare scripts, and memory.
 *
 *     node bench/verify.ts [--cells N]… [--jobs N] [--json]
 *
 * The cells are made up: two scripts, of which the second sleeps for 10 ms, in reproducers of 200 cells each. `verify` runs
 * them all in bubblewrap, with nothing cached. Its processor time, with bubblewrap and all that runs inside, is compared
 * with that of the same scripts called by a shell. Processor time hardly depends on what else the machine does; still, on
 * a busy one each switch of processes costs a little more.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { stringify } from "yaml";

const root = resolve(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    cells: { type: "string", multiple: true, default: ["1000"] },
    jobs: { type: "string", default: String(availableParallelism()) },
    json: { type: "boolean", default: false },
  },
});
const scripts = {
  "build.sh": "exit 0\n",
  "run.sh": 'sleep 0.01\necho "did nothing $N"\n',
};
const inEach = 200;

/** Writes a catalogue of `count` cells that take 10 ms each. */
function writeCells(folder: string, count: number): void {
  mkdirSync(join(folder, "repros"), { recursive: true });
  writeFileSync(
    join(folder, "repros/toolchains.yaml"),
    stringify({ schemaVersion: 1, tools: {} }),
  );
  for (let from = 0; from < count; from += inEach) {
    const repro = join(folder, `repros/made-up-${from / inEach}`);
    mkdirSync(repro);
    for (const [name, text] of Object.entries(scripts)) {
      writeFileSync(join(repro, name), `#!/bin/sh\n${text}`);
      chmodSync(join(repro, name), 0o755);
    }
    const all = Array.from(
      { length: Math.min(inEach, count - from) },
      (_, index) => String(from + index),
    );
    const [last = "", ...rest] = all.reverse();
    const one = {
      title: "It sleeps.",
      tools: {},
      expect: { stdout: false },
    };
    writeFileSync(
      join(repro, "repro.yaml"),
      stringify({
        schemaVersion: 1,
        title: "Cells that do nothing",
        tools: {},
        affected: { none: "Nothing is built." },
        signs: {
          hazard: { prints: ["did nothing"], exit: 0 },
          clean: { exit: 1 },
        },
        cases: [
          {
            ...one,
            id: "hazard",
            label: "as it is",
            role: "hazard",
            vary: { N: rest },
            expect: { outcome: "hazard", stdout: false },
          },
          {
            ...one,
            id: "control",
            label: "the control",
            role: "control",
            env: { N: last },
            expect: { outcome: "hazard", stdout: false },
          },
        ],
      }),
    );
  }
}

interface Cost {
  /** In seconds: user and system together, of a command and all that it waited for. */
  readonly processor: number;
  readonly wall: number;
  /** What the largest process held, in MB. */
  readonly memory: number;
}

function cost(
  command: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Cost {
  const report = join(cwd, "time.txt");
  const ended = spawnSync(
    "/usr/bin/time",
    ["-f", "%e %U %S %M", "-o", report, ...command],
    {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      encoding: "utf8",
      maxBuffer: 1 << 28,
    },
  );
  if (ended.status !== 0)
    throw new Error(
      `${command.join(" ")}: ${ended.error?.message ?? `exit ${ended.status ?? "by a signal"}`}\n${ended.stdout.slice(-2000)}\n${ended.stderr.slice(-2000)}`,
    );
  const [wall = 0, user = 0, system = 0, memory = 0] = readFileSync(
    report,
    "utf8",
  )
    .trim()
    .split(" ")
    .map(Number);
  return { processor: user + system, wall, memory: memory / 1000 };
}

/** Runs `count` cells in a folder of their own, and the bare scripts beside them. */
function measure(count: number) {
  const folder = mkdtempSync(join(tmpdir(), "misbuilt-bench-"));
  try {
    writeCells(folder, count);
    const env = {
      MISBUILT_ROOT: folder,
      XDG_CACHE_HOME: join(folder, "cache"),
    };
    const main = join(root, "src/cli/main.ts");
    const verify = ["node", main, "verify", "--matrix", "--no-cache"];
    const how = ["--sandbox", "bwrap", "--jobs", values.jobs];
    const all = cost([...verify, ...how], folder, env);
    const start = cost(["node", main, "list"], folder, env);
    const bare = cost(
      [
        ...["sh", "-c"],
        `i=0; while [ "$i" -lt ${count} ]; do sh repros/made-up-0/build.sh && N=$i sh repros/made-up-0/run.sh; i=$((i + 1)); done`,
      ],
      folder,
    );
    const ms = (seconds: number) => (seconds * 1000) / count;
    return {
      cells: count,
      harness: ms(all.processor - start.processor - bare.processor),
      bare: ms(bare.processor),
      wall: all.wall,
      memory: all.memory,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [load = 0] = loadavg();
process.stderr.write(
  `load ${load.toFixed(1)} on ${availableParallelism()} cores\n`,
);
const rows = values.cells.map((cells) => measure(Number(cells)));
if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
else
  for (const row of rows)
    process.stdout.write(
      `${row.cells} cells: ${row.harness.toFixed(1)} ms of processor a cell for the harness, ${row.bare.toFixed(1)} ms for the bare scripts; ${row.wall.toFixed(0)} s in all, ${row.memory.toFixed(0)} MB\n`,
    );
