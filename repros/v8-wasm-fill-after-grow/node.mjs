// node node.mjs WRITE MEMORY: races $OUT/program.wasm in worker threads
import { readFileSync } from "node:fs";
import { race } from "./race.mjs";
import { pages } from "./program.mjs";
import { report, runs } from "./report.mjs";

const [write = "fill", memory = "growing"] = process.argv.slice(2);
const bytes = readFileSync(`${process.env.OUT}/program.wasm`);
const results = [];
for (let run = 0; run < runs; run++)
  results.push(await race({ bytes, write, memory, times: pages }));
process.exit(report(results));
