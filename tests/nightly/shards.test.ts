import { beforeAll, describe, expect, it } from "vitest";
import { shards, type Shard } from "../../src/verify/plan/shard.ts";
import { isDisagreement } from "../../src/verify/report/disagree.ts";
import {
  gaps,
  merge,
  type NamedReport,
} from "../../src/verify/report/merge.ts";
import { catalogue, reportOf, sources } from "./synthetic.ts";

const now = "2026-11-21T05:00:00.000Z";
const whole = catalogue(10_000);
const { cells, costs } = whole;

describe.each([2, 8, 64])("10,000 cells on %i machines", (count) => {
  let parts: Shard[] = [];
  let reports: NamedReport[] = [];

  beforeAll(() => {
    const from = performance.now();
    parts = shards(cells, count, costs);
    const ms = performance.now() - from;
    reports = parts.map((part, index) => reportOf(whole, part, index, count));
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
    const joined = merge([...rest, first]);
    expect(joined.cells).toHaveLength(cells.length);
    expect(joined.plan.shard).toBeNull();
    const twice = merge([first, ...rest, first]);
    expect(twice).toEqual(joined);
    expect(merge([{ file: "whole", report: joined }, first])).toEqual(joined);
  });

  it("name what a dead machine had, and nothing else is touched", () => {
    const [dead, ...alive] = reports;
    const rest = gaps(alive, cells, sources, now);
    if (dead === undefined || rest === undefined)
      throw new Error("there are shards");
    expect(rest.report.cells).toHaveLength(dead.report.cells.length);
    const joined = merge([...alive, rest]);
    expect(joined.summary).toEqual({
      ok: cells.length - dead.report.cells.length,
      drift: 0,
      unavailable: dead.report.cells.length,
      error: 0,
      caught: 0,
      missed: 0,
    });
    // It was only late: what it ran counts after all.
    const late = merge([{ file: "whole", report: joined }, dead]);
    expect(late.summary.ok).toBe(cells.length);
  });

  it("run again where a machine reports twice with other results, and no others do", () => {
    const [first, ...rest] = reports;
    const part = parts[0];
    if (first === undefined || part === undefined)
      throw new Error("there are shards");
    const few = { ...part, cells: part.cells.slice(0, 7) };
    const other = {
      ...reportOf(whole, few, 0, count, { outcome: "hazard", ok: false }),
      file: "shard-1-again.json",
    };
    expect(() => merge([first, other, ...rest])).toThrow(/disagree about/);
    const joined = merge([first, other, ...rest], "count as error");
    expect(joined.summary).toEqual({
      ok: cells.length - 7,
      drift: 0,
      unavailable: 0,
      error: 7,
      caught: 0,
      missed: 0,
    });
    expect(joined.cells.filter(isDisagreement)).toHaveLength(7);
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
