import type { CellResult, Run } from "../catalog/schema/index.ts";
import { undecided } from "./drift/compare.ts";
import type { Night } from "./drift/night.ts";
import { cellKey, nameOf } from "../catalog/cells/cell.ts";
import { measuredCosts } from "../verify/plan/costs.ts";
import { runAndJudge } from "../verify/judged.ts";
import type { VerifyOptions } from "../verify/verify.ts";

/** How many times a cell runs again before anything is concluded from it. */
const furtherRuns = 2;

export interface AgainOptions extends Pick<
  VerifyOptions,
  "root" | "jobs" | "sandbox" | "signal" | "note" | "progress"
> {
  /** Milliseconds for running cells again; what is not run by then counts as it stands. */
  readonly patience: number;
}

/**
 * Whether a cell runs in this round, by its results so far. One whose toolchain is missing does so once; where that helps,
 * such as after a machine died, it has as many runs as any other, so that what changed is told the same night.
 */
function isDue(results: readonly CellResult[], round: number): boolean {
  const came = results.filter(({ outcome }) => outcome !== "unavailable");
  if (results.at(-1)?.outcome === "unavailable") return round === 1;
  return came.length <= furtherRuns;
}

/** Runs undecided cells again, at most `furtherRuns` times after their first. */
export async function runAgain(
  nights: readonly Night[],
  options: AgainOptions,
): Promise<{ nights: Night[]; again: number; runs: Run[] }> {
  const { root, patience, signal } = options;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  const costs = await measuredCosts(
    root,
    nights.flatMap(({ cells }) => cells.map(({ cell }) => cell.repro)),
  );
  let current = [...nights];
  let again = 0;
  const runs: Run[] = [];
  for (let round = 1; round <= furtherRuns + 1 && !limit.aborted; round += 1) {
    const cells = current
      .flatMap(undecided)
      .filter(({ results }) => isDue(results, round))
      .map(({ cell }) => cell);
    if (cells.length === 0) break;
    options.note(`running ${cells.length} undecided cells again (${round})`);
    const { report } = await runAndJudge(
      { cells, costs },
      {
        ...options,
        // A night that is cut short here decides anew what is undecided.
        cached: false,
        resume: false,
        resumable: false,
        signal: limit,
      },
    );
    const more = new Map(report.cells.map((one) => [cellKey(one), one]));
    again += more.size;
    runs.push(...report.run.runs);
    current = current.map((night) => ({
      ...night,
      cells: night.cells.map(({ cell, results }) => {
        const result = more.get(cellKey(nameOf(cell)));
        return {
          cell,
          results: result === undefined ? results : [...results, result],
        };
      }),
    }));
  }
  return { nights: current, again, runs };
}
