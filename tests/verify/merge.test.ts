import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CellResult } from "../../src/catalog/schema/index.ts";
import { isDisagreement } from "../../src/verify/report/disagree.ts";
import { merge, type NamedReport } from "../../src/verify/report/merge.ts";
import {
  exitCode,
  sortCells,
  summarise,
  type Report,
} from "../../src/verify/report/report.ts";
import { summaryLine } from "../../src/verify/report/table.ts";
import { result } from "./build.ts";

const digest = "a".repeat(64);

function cells(count: number): CellResult[] {
  return sortCells(
    Array.from({ length: count }, (_, index) =>
      result({ params: { N: String(index) } }),
    ),
  );
}

function part(
  own: readonly CellResult[],
  total: number,
  shard: Report["plan"]["shard"],
  name = "part.json",
): NamedReport {
  return {
    file: name,
    report: {
      schemaVersion: 1,
      cells: [...own],
      mutants: [],
      summary: summarise(own),
      plan: { digest, cells: total, shard },
      run: {
        sandbox: "bwrap",
        machine: { cpu: "c", kernel: "k", os: "o" },
        sources: { example: digest },
        runs: [],
        toolchains: [],
      },
    },
  };
}

describe("merging", () => {
  it("gives back the whole, in any order and however the cells were dealt", () => {
    const dealt = fc
      .array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 30 })
      .chain((owners) =>
        fc
          .shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 })
          .map((order) => ({ owners, order })),
      );
    fc.assert(
      fc.property(dealt, ({ owners, order }) => {
        const all = cells(owners.length);
        const parts = order.map((index) =>
          part(
            all.filter((_, at) => owners[at] === index),
            all.length,
            { index: index + 1, of: 5 },
          ),
        );
        const merged = merge(parts);
        expect(merged.cells).toEqual(all);
        expect(merged.plan.shard).toBeNull();
        // Once more, and with a part that reports twice.
        const again = merge([{ file: "all", report: merged }, ...parts]);
        expect(again).toEqual(merged);
      }),
    );
  });

  it("keeps which run saw which cell, and where that was", () => {
    const [one, two] = ["1", "2"].map((digit, at) => {
      const id = digit.repeat(12);
      const made = part(
        cells(2)
          .slice(at, at + 1)
          .map((cell) => ({ ...cell, run: id })),
        2,
        { index: at + 1, of: 2 },
      );
      made.report.run.runs.push({
        id,
        startedAt: `2026-11-21T03:0${digit}:00.000Z`,
        commit: "c".repeat(40),
        modified: false,
        sandbox: "bwrap",
        machine: { cpu: `CPU ${digit}`, kernel: "k", os: "o" },
      });
      return made;
    });
    if (one === undefined || two === undefined) throw new Error("two parts");
    const { run, cells: all } = merge([two, one]);
    expect(run.runs.map(({ machine }) => machine.cpu)).toEqual([
      "CPU 1",
      "CPU 2",
    ]);
    expect(all.map((cell) => cell.run)).toEqual(run.runs.map(({ id }) => id));
  });

  it("refuses gaps and names the shard that is absent", () => {
    const all = cells(4);
    const parts = [
      part(all.slice(0, 2), 4, { index: 1, of: 3 }),
      part(all.slice(2, 3), 4, { index: 3, of: 3 }),
    ];
    expect(() => merge(parts)).toThrow(
      "1 of 4 cells are in none of the files: there is no shard 2/3",
    );
  });

  it("refuses two that disagree, and names the cell and the files", () => {
    const [cell] = cells(1);
    if (cell === undefined) throw new Error("one cell");
    const other: CellResult = { ...cell, outcome: "hazard", ok: false };
    expect(() =>
      merge([
        part([cell], 1, null, "a.json"),
        part([other], 1, null, "b.json"),
      ]),
    ).toThrow(
      /^a\.json and b\.json disagree about example\/a N=0: clean against hazard \(not ok\)/,
    );
  });

  it("takes the report of a cell that ran over one that could not", () => {
    const [cell] = cells(1);
    if (cell === undefined) throw new Error("one cell");
    const failed: CellResult = { ...cell, outcome: "error", ok: false };
    for (const pair of [
      [cell, failed],
      [failed, cell],
    ])
      expect(merge(pair.map((one) => part([one], 1, null))).cells).toEqual([
        cell,
      ]);
  });

  it("refuses parts of different plans and of different sources", () => {
    const [cell] = cells(1);
    if (cell === undefined) throw new Error("one cell");
    const one = part([cell], 1, null, "a.json");
    const plan = { ...one.report.plan, digest: "b".repeat(64) };
    const other = { file: "b.json", report: { ...one.report, plan } };
    expect(() => merge([one, other])).toThrow("b.json is of another plan");
    const run = { ...one.report.run, sources: { example: "c".repeat(64) } };
    const changed = { file: "c.json", report: { ...one.report, run } };
    expect(() => merge([one, changed])).toThrow(
      "c.json ran other files of repros/example than a.json",
    );
  });
});

describe("merging reports that differ", () => {
  const outcome = fc.constantFrom("clean", "hazard", "error", "unavailable");
  /** Each row is a report of the same four cells; the same row twice is one that reports twice. */
  const reports = fc
    .array(fc.tuple(outcome, outcome, outcome, outcome), {
      minLength: 1,
      maxLength: 5,
    })
    .map((rows) =>
      rows.map((row, index) => {
        const own = cells(4).map((cell, place): CellResult => ({
          ...cell,
          outcome: row[place] ?? "clean",
          ok: row[place] === "clean",
          measuredAt: `2026-11-21T03:0${index}:00.000Z`,
        }));
        return part(own, 4, null, `report-${index}.json`);
      }),
    );
  const orders = reports.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
    ),
  );
  const lenient = (parts: readonly NamedReport[]) =>
    merge(parts, "count as error");

  it("does not depend on their order, and changes nothing when done again", () => {
    fc.assert(
      fc.property(orders, ([all, shuffled]) => {
        const merged = lenient(all);
        const whole = { file: "a-whole.json", report: merged };
        expect(lenient(shuffled)).toEqual(merged);
        expect(lenient([whole])).toEqual(merged);
        expect(lenient([whole, ...shuffled])).toEqual(merged);
        expect(lenient([...shuffled, whole])).toEqual(merged);
      }),
    );
  });

  it("resolves nothing silently: each cell that was seen differently is an error that names every report of it", () => {
    let disputed = 0;
    fc.assert(
      fc.property(orders, ([all, shuffled]) => {
        for (const [place, cell] of lenient(shuffled).cells.entries()) {
          const seen = all.flatMap(({ file, report }) => {
            const own = report.cells[place];
            return own?.outcome === "clean" || own?.outcome === "hazard"
              ? [{ file, outcome: own.outcome }]
              : [];
          });
          const differ = new Set(seen.map((one) => one.outcome)).size > 1;
          if (!differ) {
            expect(isDisagreement(cell)).toBe(false);
            if (seen[0] !== undefined)
              expect(cell.outcome).toBe(seen[0].outcome);
            continue;
          }
          disputed += 1;
          expect(isDisagreement(cell)).toBe(true);
          expect(cell.ok).toBe(false);
          const lines = cell.detail.split("\n").slice(1);
          expect(lines).toHaveLength(seen.length);
          for (const { file, outcome: said } of seen)
            expect(
              lines.some(
                (line) => line.startsWith(said) && line.endsWith(` in ${file}`),
              ),
            ).toBe(true);
        }
      }),
    );
    expect(disputed).toBeGreaterThan(0);
  });

  it("is refused unless it is asked for, and keeps a disagreement that was joined before", () => {
    const [cell] = cells(1);
    if (cell === undefined) throw new Error("one cell");
    const other: CellResult = { ...cell, stdout: "another\n" };
    const a = part([cell], 1, null, "a.json");
    const b = part([other], 1, null, "b.json");
    expect(() => merge([a, b])).toThrow("--accept-disagreements");
    const whole = { file: "whole.json", report: lenient([a, b]) };
    expect(lenient([whole, a]).cells).toEqual(whole.report.cells);
    expect(() => merge([whole, a])).toThrow(
      /^whole\.json and a\.json disagree/,
    );
    expect(exitCode(whole.report.summary)).toBe(2);
  });
});

describe("the summary", () => {
  const drift = result({ ok: false, outcome: "hazard" });
  const error = result({ ok: false, outcome: "error" });
  const missing = result({ ok: false, outcome: "unavailable" });

  it("counts each cell once, and drift outweighs what could not run", () => {
    const all = [result(), drift, error, missing];
    expect(summarise(all)).toEqual({
      ok: 1,
      drift: 1,
      unavailable: 1,
      error: 1,
      caught: 0,
      missed: 0,
    });
    expect(exitCode(summarise(all))).toBe(1);
    expect(exitCode(summarise([result(), error]))).toBe(2);
    expect(exitCode(summarise([result(), missing]))).toBe(2);
    expect(exitCode(summarise([result()]))).toBe(0);
  });

  it("is one line", () => {
    expect(summaryLine([result(), result({ outcome: "blocked" })])).toBe(
      "2 cells: 2 as expected (1 clean, 1 blocked)",
    );
    expect(summaryLine([drift, error, missing])).toBe(
      "3 cells: 0 as expected, 1 not as expected, 1 unavailable, 1 in error",
    );
  });
});
