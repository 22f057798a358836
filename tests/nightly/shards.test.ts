import { beforeAll, describe, expect, it } from "vitest";
import type { CellResult } from "../../src/catalog/schema/index.ts";
import { cellKey, nameOf, type Cell } from "../../src/verify/plan/cell.ts";
import { shards, type Shard } from "../../src/verify/plan/shard.ts";
import {
  gaps,
  merge,
  type NamedReport,
} from "../../src/verify/report/merge.ts";
import { planDigest, summarise } from "../../src/verify/report/report.ts";
import { manyCells, result } from "../verify/build.ts";

const digest = "a".repeat(64);
const sources = { example: digest };
const now = "2026-11-21T05:00:00.000Z";

/** 10,000 cells; costs as compilers have them: most take under a second, a few a minute. */
let cells: Cell[] = [];
let planned = "";
const costs = new Map<string, number>();

beforeAll(() => {
  cells = manyCells(10_000);
  planned = planDigest(cells);
  let random = 5;
  for (const cell of cells) {
    random = (random * 48_271) % 2_147_483_647;
    const share = random / 2_147_483_647;
    costs.set(cellKey(nameOf(cell)), Math.round(200 / (share + 0.003)));
  }
});

function reportOf(
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
      summary: summarise(results),
      plan: {
        ...{ digest: planned, cells: cells.length },
        shard: { index: index + 1, of },
      },
      run: {
        sandbox: "bwrap",
        machine: { cpu: "c", kernel: "k", os: "o" },
        sources,
        runs: [],
        toolchains: [],
      },
    },
  };
}

describe.each([2, 8, 64])("10,000 cells on %i machines", (count) => {
  let parts: Shard[] = [];
  let reports: NamedReport[] = [];

  beforeAll(() => {
    const from = performance.now();
    parts = shards(cells, count, costs);
    const ms = performance.now() - from;
    reports = parts.map((part, index) => reportOf(part, index, count));
    const all = parts.map(({ cost }) => cost);
    const mean = all.reduce((a, b) => a + b) / count;
    const balance = Math.max(...all) / mean;
    process.stdout.write(
      `${count} shards of 10,000 cells: longest over mean ${balance.toFixed(4)}, planned in ${Math.round(ms)} ms\n`,
    );
    expect(balance).toBeLessThan(1.02);
    expect(ms).toBeLessThan(5000);
  });

  it("are each on exactly one", () => {
    const dealt = parts.flatMap((part) => part.cells);
    expect(dealt).toHaveLength(cells.length);
    expect(new Set(dealt).size).toBe(cells.length);
  });

  it("are whole again when the last machine is late, and when one reports twice", () => {
    const [first, ...rest] = reports;
    if (first === undefined) throw new Error("there are shards");
    expect(() => merge(rest)).toThrow(/there is no shard 1\//);
    const whole = merge([...rest, first]);
    expect(whole.cells).toHaveLength(cells.length);
    expect(whole.plan.shard).toBeNull();
    const twice = merge([first, ...rest, first]);
    expect(twice).toEqual(whole);
    expect(merge([{ file: "whole", report: whole }, first])).toEqual(whole);
  });

  it("name what a dead machine had, and nothing else is touched", () => {
    const [dead, ...alive] = reports;
    const rest = gaps(alive, cells, sources, now);
    if (dead === undefined || rest === undefined)
      throw new Error("there are shards");
    expect(rest.report.cells).toHaveLength(dead.report.cells.length);
    const whole = merge([...alive, rest]);
    expect(whole.summary).toEqual({
      ok: cells.length - dead.report.cells.length,
      drift: 0,
      unavailable: dead.report.cells.length,
      error: 0,
    });
    // It was only late: what it ran counts after all.
    const late = merge([{ file: "whole", report: whole }, dead]);
    expect(late.summary.ok).toBe(cells.length);
  });

  it("are refused where two machines ran the same cell", () => {
    const [first, second, ...rest] = reports;
    const [stolen] = first?.report.cells ?? [];
    if (first === undefined || second === undefined || stolen === undefined)
      throw new Error("there are shards");
    const greedy = {
      ...second,
      report: { ...second.report, cells: [...second.report.cells, stolen] },
    };
    expect(() => merge([first, greedy, ...rest])).toThrow(
      /are different shards and both have example\/many N=/,
    );
  });
});
