// node node.mjs SCENARIO… [--runs 5] [--chance] [--seconds 20] [--entry-stacks NAME]
// Runs exported functions of the programs in $OUT with threads in Node's worker threads, as often as asked.
// A scenario is PROGRAM.ENTRY[@DELAY][,ARGUMENT…], such as threads.run,20000,100000. With a delay, thread-spawn returns
// only when the thread has ended, or after so many milliseconds.
// Exit status: 0 all runs were sound, 1 some run was not, 2 wrong usage. What it prints: see judge.mjs.
import { readFileSync } from "node:fs";
import { conclude, readCommand } from "./judge.mjs";
import { runThreads } from "./threads.mjs";

const command = readCommand(
  "usage: OUT=folder node node.mjs PROGRAM.ENTRY[,ARGUMENT…] [--runs N] [--seconds S]",
);
const { plan } = command;
const reports = [];
for (const { program, ...scenario } of plan.scenarios) {
  const module = new WebAssembly.Module(
    readFileSync(`${process.env.OUT}/${program}.wasm`),
  );
  const ofScenario = [];
  for (let run = 0; run < plan.runs; run++)
    ofScenario.push(await runThreads({ ...plan, ...scenario, module }));
  reports.push(ofScenario);
}
process.exit(conclude(command, reports));
