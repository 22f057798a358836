import { runId } from "../history/runs.ts";
import { machineSince } from "../schema/index.ts";
import { wasStarted, type Fault, type Recorded } from "./recorded.ts";

/** Each run’s id is the digest of its entry, the cells name the runs and the runs have cells, oldest first. */
export function* runFaults({
  cells,
  runs,
}: Pick<Recorded, "cells" | "runs">): Generator<Fault> {
  const ids = new Set(runs.map(({ id }) => id));
  const named = new Set(
    cells.flatMap(({ printedIn, run }) => [run, printedIn]),
  );
  for (const [index, one] of runs.entries()) {
    const path = ["runs", index];
    if (one.id !== runId(one))
      yield {
        path: [...path, "id"],
        found: `"${one.id}"`,
        expected: `"${runId(one)}", the digest of the rest of its entry`,
      };
    const before = runs[index - 1];
    if (before !== undefined && before.startedAt > one.startedAt)
      yield {
        path: [...path, "startedAt"],
        found: `${one.startedAt} after ${before.startedAt}`,
        expected: "runs oldest first",
      };
    if (!named.has(one.id))
      yield {
        path,
        found: `run ${one.id}, which no cell names`,
        expected: "only runs that cells were seen in",
      };
    const { features, cores } = one.machine;
    if (one.startedAt >= machineSince && (features ?? "") === "")
      yield {
        path: [...path, "machine", "features"],
        found: "no features of its CPU",
        expected: `them, of a run that began after ${machineSince}`,
      };
    if (one.startedAt >= machineSince && cores === undefined)
      yield {
        path: [...path, "machine", "cores"],
        found: "no number of cores",
        expected: `it, of a run that began after ${machineSince}`,
      };
  }
  for (const [index, cell] of cells.entries()) {
    const path = ["cells", index, "run"];
    if (cell.run === null && wasStarted(cell))
      yield { path, found: "null", expected: "the run that it was seen in" };
    if (cell.run !== null && !ids.has(cell.run))
      yield {
        path,
        found: `"${cell.run}"`,
        expected: `one of the runs listed: ${[...ids].join(", ") || "there is none"}`,
      };
    if (cell.printedIn !== null && !ids.has(cell.printedIn))
      yield {
        path: ["cells", index, "printedIn"],
        found: `"${cell.printedIn}"`,
        expected: `one of the runs listed: ${[...ids].join(", ")}`,
      };
  }
}
