import type { Cell } from "../catalog/cells/cell.ts";
import { byCost, type Costs } from "./plan/shard.ts";
import {
  planDigest,
  sortCells,
  summarise,
  type Report,
} from "./report/report.ts";
import {
  judgeAll,
  sourcesOf,
  verify,
  type VerifyOptions,
  type VerifyRun,
} from "./verify.ts";

/** Cells that are to run, and the plan that they are of. */
export interface Wanted {
  readonly cells: readonly Cell[];
  /** Every cell of the plan, where these are a shard of it. */
  readonly plan?: readonly Cell[];
  readonly shard?: Report["plan"]["shard"];
  /** What cells are thought to take: the dearest run first. */
  readonly costs: Costs;
}

/** What came of it: the report, as `--json` prints it, and what is not in it. */
export interface Judged extends Pick<VerifyRun, "interrupted" | "prepared"> {
  readonly report: Report;
}

/**
 * Runs cells and judges what was seen by the manifests and expected files as they are then. `beforeJudging`: may still
 * rewrite expected files to what was seen.
 */
export async function runAndJudge(
  { cells, costs, plan = cells, shard = null }: Wanted,
  options: VerifyOptions,
  beforeJudging?: (seen: VerifyRun["seen"]) => Promise<void>,
): Promise<Judged> {
  const { interrupted, prepared, provenance, seen } = await verify(
    byCost(cells, costs),
    options,
  );
  if (beforeJudging !== undefined && !interrupted) await beforeJudging(seen);
  const results = sortCells(await judgeAll(seen));
  const repros = [...new Set(cells.map((cell) => cell.repro))];
  return {
    interrupted,
    prepared,
    report: {
      schemaVersion: 1,
      cells: results,
      mutants: [],
      summary: summarise(results),
      plan: { digest: planDigest(plan), cells: plan.length, shard },
      run:
        beforeJudging === undefined
          ? provenance
          : { ...provenance, sources: await sourcesOf(repros) },
    },
  };
}
