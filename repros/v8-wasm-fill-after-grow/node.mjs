// node node.mjs WRITE [RUNS] [PAGES]: fill, copy, store, grow0-fill or grow0-copy
import { race } from "./race.mjs";
import { report } from "./report.mjs";

const [name = "fill", runs = "5", pages = "1000"] = process.argv.slice(2);
const results = [];
for (let run = 0; run < Number(runs); run++)
  results.push(await race(name, Number(pages)));
process.exit(report(name, Number(pages), results));
