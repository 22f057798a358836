/** A catalogue that is made up, and what its shards would report. */
import type { CellResult } from "../../src/catalog/schema/index.ts";
import { cellKey, nameOf, type Cell } from "../../src/catalog/cells/cell.ts";
import type { Shard } from "../../src/verify/plan/shard.ts";
import type { NamedReport } from "../../src/verify/report/merge.ts";
import { planDigest, summarise } from "../../src/verify/report/report.ts";
import { manyCells, result } from "../verify/build.ts";

const digest = "a".repeat(64);
/** The digests of the made-up reproducers' files. */
export const sources = { example: digest };

/** A repeatable source of numbers from 0 to 1. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Cells with costs as compilers have them, in milliseconds: most take under a second, a few a minute. */
export function catalogue(count: number): {
  cells: Cell[];
  digest: string;
  costs: Map<string, number>;
} {
  const cells = manyCells(count);
  const next = numbers(5);
  return {
    cells,
    digest: planDigest(cells),
    costs: new Map(
      cells.map((cell) => [
        cellKey(nameOf(cell)),
        Math.round(200 / (next() + 0.003)),
      ]),
    ),
  };
}

/** What a shard reports when every cell is as expected, but for `change`. */
export function reportOf(
  plan: { cells: readonly Cell[]; digest: string },
  { cells: own }: Shard,
  index: number,
  of: number,
  change: Partial<CellResult> = {},
): NamedReport {
  const results = own.map((cell) => result({ ...nameOf(cell), ...change }));
  return {
    file: `shard-${index + 1}.json`,
    report: {
      schemaVersion: 1,
      cells: results,
      mutants: [],
      summary: summarise(results),
      plan: {
        digest: plan.digest,
        cells: plan.cells.length,
        shard: { index: index + 1, of },
      },
      run: {
        sandbox: "bwrap",
        machine: { cpu: "c", kernel: "k", os: "o" },
        runs: [],
        sources,
        toolchains: [],
      },
    },
  };
}
