import { z } from "zod";
import {
  cellResult,
  mutantResult,
  verdict,
  type CellResult,
  type MutantResult,
} from "../../catalog/schema/index.ts";
import { valueDigest } from "../cache.ts";
import {
  cellKey,
  compareText,
  nameOf,
  type Cell,
} from "../../catalog/cells/cell.ts";

const recorded = verdict.shape;

/** What a run was made with: what a verdict records besides its cells. */
export const provenance = z.strictObject({
  sandbox: recorded.sandbox,
  machine: recorded.machine,
  runs: recorded.runs,
  sources: z
    .record(z.string(), recorded.sources)
    .describe("Digest of each reproducer’s files, by its name."),
  toolchains: recorded.toolchains,
});
export type Provenance = z.infer<typeof provenance>;

/** What one report says of a cell on which others say otherwise. */
export const saying = z.strictObject({
  file: z.string().describe("The report’s file."),
  outcome: cellResult.shape.outcome,
  ok: cellResult.shape.ok,
  measuredAt: cellResult.shape.measuredAt,
  output: z
    .string()
    .regex(/^[0-9a-f]{12}$/)
    .describe("The first 12 digits of a digest of its output."),
});
export type Saying = z.infer<typeof saying>;

/** A cell of a report. */
export const reportedCell = z.strictObject({
  ...cellResult.shape,
  disagree: z
    .array(saying)
    .min(1)
    .optional()
    .describe(
      "What reports said of it that `merge --accept-disagreements` joined and that differ; an `error` then.",
    ),
});
export type ReportedCell = z.infer<typeof reportedCell>;

const count = z.int().min(0);

/** What `verify --json` and `merge --json` print. */
export const report = z.strictObject({
  schemaVersion: z.literal(1).describe("The version of this format."),
  cells: z.array(reportedCell).describe("Every cell that was to run."),
  mutants: z
    .array(mutantResult)
    .default([])
    .describe("Every mutant that was to run; none without `--mutants`."),
  summary: z
    .strictObject({
      ok: count.describe("Cells as expected."),
      drift: count.describe("Cells that ran and were not as expected."),
      unavailable: count.describe("Cells for which something is missing."),
      error: count.describe("Cells that could not be seen to their end."),
      caught: count.default(0).describe("Mutants that were caught."),
      missed: count.default(0).describe("Mutants that were not."),
    })
    .describe(
      "How many cells and mutants came to what; each counts once. A mutant that cannot run counts as `unavailable`.",
    ),
  plan: z
    .strictObject({
      digest: z.string().describe("Names the whole plan, before sharding."),
      cells: count.describe("Cells in the whole plan."),
      shard: z
        .strictObject({ index: z.int().min(1), of: z.int().min(1) })
        .nullable()
        .describe("Which part of it this is; null for all of it."),
    })
    .describe("What `merge` needs to find gaps."),
  run: provenance.describe("What it was run with, and where."),
});
export type Report = z.infer<typeof report>;

/** Names a plan: the same cells give the same digest on every machine. */
export function planDigest(cells: readonly Cell[]): string {
  return valueDigest(
    cells.map((cell) => cellKey(nameOf(cell))).sort(compareText),
  );
}

/** Counts what cells and mutants came to. */
export function summarise(
  cells: readonly CellResult[],
  mutants: readonly MutantResult[] = [],
): Report["summary"] {
  const of = (outcome: CellResult["outcome"]): number =>
    cells.filter((cell) => cell.outcome === outcome).length;
  const ok = cells.filter((cell) => cell.ok).length;
  const error = of("error");
  const missing = of("unavailable");
  const caught = mutants.filter((one) => one.caught).length;
  const absent = mutants.filter((one) => one.outcome === "unavailable").length;
  return {
    ok,
    drift: cells.length - ok - error - missing,
    unavailable: missing + absent,
    error,
    caught,
    missed: mutants.length - caught - absent,
  };
}

/** The exit code of `verify`: 1 where something drifted or a mutant was missed, else 2 where something could not run, else 0. */
export function exitCode(summary: Report["summary"]): 0 | 1 | 2 {
  if (summary.drift + summary.missed > 0) return 1;
  return summary.unavailable + summary.error > 0 ? 2 : 0;
}

/** Orders results by case, tools and parameters, the same on every machine. */
export function sortCells<Result extends CellResult>(
  cells: readonly Result[],
): Result[] {
  return cells
    .map((cell) => ({ cell, key: cellKey(cell) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ cell }) => cell);
}
