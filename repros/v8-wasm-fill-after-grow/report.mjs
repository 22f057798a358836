// The verdict on some runs, the same for Node and for a browser.
import { writeFileSync } from "node:fs";
import { pages } from "./program.mjs";

export const runs = 5;

/**
 * Prints it, writes $OUT/facts.json, and says how to exit: 0 all pages written in every run, 1 a write trapped, 3 a run
 * failed otherwise. One trap inside the memory is one too many; how many runs trap depends on the machine's load.
 */
export function report(results) {
  for (const result of results) console.error(JSON.stringify(result));
  const failed = results.filter((result) => result.failed !== undefined);
  const traps = results.filter((result) => result.trap !== undefined);
  const facts = {
    runs: results.length,
    trapped: traps.length,
    pages,
    pagesBeforeTrap: traps.map((trap) => trap.after),
  };
  if (process.env.OUT !== undefined)
    writeFileSync(
      `${process.env.OUT}/facts.json`,
      JSON.stringify(facts, null, 1),
    );
  if (failed.length > 0 || results.length !== runs) return 3;
  if (traps.length === 0) {
    console.log(
      `wrote ${pages} pages and read them back, in each of ${runs} runs`,
    );
    return 0;
  }
  for (const text of new Set(traps.map(({ trap }) => trap))) console.log(text);
  console.log(
    traps.every(({ inside }) => inside)
      ? "inside the memory: the page was there before the write, a plain load of it works, and after memory.grow(0) the same write does"
      : "outside the memory, or for another reason",
  );
  return 1;
}
