// The verdict on some runs, the same for Node and for a browser.
import { writeFileSync } from "node:fs";

/**
 * Prints it, writes $OUT/facts.json, and says how to exit: 0 no run trapped, 1 some did, 3 a run failed otherwise. The pages are
 * there, so one trap is one too many; how many runs trap is a fact and depends on the machine's load.
 */
export function report(name, times, results) {
  const traps = results.filter((result) => result.trap !== undefined);
  for (const result of results) console.error(JSON.stringify(result));
  const facts = {
    runs: results.length,
    trapped: traps.length,
    pages: times,
    pagesBeforeTrap: traps.map((t) => t.after),
  };
  if (process.env.OUT !== undefined)
    writeFileSync(
      `${process.env.OUT}/facts.json`,
      JSON.stringify(facts, null, 1),
    );
  if (results.some((result) => result.failed !== undefined)) return 3;
  if (traps.length === 0) {
    console.log(
      `${name}: wrote ${times} new pages in each of ${results.length} runs`,
    );
    return 0;
  }
  console.log(
    `${name}: ${[...new Set(traps.map((result) => result.trap))].join(", ")}`,
  );
  return 1;
}
