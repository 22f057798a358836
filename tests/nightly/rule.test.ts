import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HistoryMark } from "../../src/catalog/schema/index.ts";
import {
  falseAlarm,
  rateOf,
  runsNeeded,
  step,
  steadyRuns,
  streakProbability,
  unsettled,
  windowSize,
  type State,
} from "../../src/catalog/history/drift.ts";

const sources = "a".repeat(12);

/** Runs letters one after the other; the places where something changed. */
function fold(
  marks: readonly HistoryMark[],
  given: string = sources,
): { state: State; changes: number[] } {
  let state: State = unsettled;
  const changes: number[] = [];
  for (const [index, mark] of marks.entries()) {
    const at = new Date(index * 86_400_000).toISOString();
    const next = step(state, { mark, at, sources: given, commit: null });
    state = next.state;
    if (next.changed?.mark !== undefined) changes.push(index);
  }
  return { state, changes };
}

const repeat = (mark: HistoryMark, count: number): HistoryMark[] =>
  Array.from({ length: count }, () => mark);

describe("drift", () => {
  it("of a steady cell is raised by the third equal deviation in a row, not before", () => {
    const before = repeat("h", 10);
    expect(fold([...before, "C", "C"]).changes).toEqual([]);
    expect(fold([...before, "C", "C", "C"]).changes).toEqual([12]);
    expect(fold([...before, "C", "C", "B"]).changes).toEqual([]);
    expect(fold([...before, ...repeat("C", 20)]).changes).toEqual([12]);
  });

  it("is never raised by cells that could not run, however many", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<HistoryMark>("h", "e", "u"), {
          maxLength: 60,
        }),
        (marks) => {
          expect(fold(marks).changes).toEqual([]);
        },
      ),
    );
    const blind = [...repeat("h", 5), "C", "e", "C", "u", "C"] as const;
    expect(fold(blind).changes).toEqual([9]);
  });

  it("of a flaky cell needs a streak that its own rate makes improbable", () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: windowSize }),
        (window) => {
          const many = window.filter(Boolean).length;
          fc.pre(many > 0);
          const needed = runsNeeded(window);
          const at = (streak: number) =>
            streakProbability(many, window.length, streak);
          expect(at(needed)).toBeLessThanOrEqual(falseAlarm);
          expect(needed).toBeGreaterThanOrEqual(steadyRuns);
          if (needed > steadyRuns)
            expect(at(needed - 1)).toBeGreaterThan(falseAlarm);
        },
      ),
    );
  });

  it("has the probability that its rule states: simulated, a steady-looking cell seldom gives a false alarm", () => {
    let random = 7;
    const next = (): number => {
      random = (random * 48_271) % 2_147_483_647;
      return random / 2_147_483_647;
    };
    // The worst rate for 9 steady runs is 3 in 12; the bound is (1/4)^3 (3/4)^9 = 0.00117.
    const trials = 100_000;
    let alarms = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      let steady = true;
      for (let run = 0; run < 9; run += 1) if (next() < 0.25) steady = false;
      const all = next() < 0.25 && next() < 0.25 && next() < 0.25;
      if (steady && all) alarms += 1;
    }
    expect(runsNeeded(repeat("h", 9).map(() => false))).toBe(3);
    expect(alarms / trials).toBeGreaterThan(0.0005);
    expect(alarms / trials).toBeLessThan(0.0018);
  });

  it("is not raised nightly by a cell that varies at a known rate", () => {
    let random = 11;
    const next = (): number => {
      random = (random * 48_271) % 2_147_483_647;
      return random / 2_147_483_647;
    };
    const start = [...repeat("h", 12), "C", ...repeat("h", 12)] as const;
    const year = Array.from({ length: 365 }, () =>
      next() < 0.1 ? ("C" as const) : ("h" as const),
    );
    const { state, changes } = fold([...start, ...year]);
    expect(changes).toEqual([]);
    if (state.mark === undefined) throw new Error("it is settled");
    expect(rateOf(state).runs).toBeGreaterThanOrEqual(windowSize);
    // And when the cell does change for good, it is noticed.
    expect(fold([...start, ...year, ...repeat("C", 12)]).changes).toHaveLength(
      1,
    );
  });

  it("is not an edit that the manifest now expects", () => {
    const known = fold(repeat("h", 5)).state;
    const run = {
      mark: "c" as const,
      at: "2026-11-21T03:00:00Z",
      commit: null,
      sources: "b".repeat(12),
    };
    expect(step(known, run).changed).toBeUndefined();
    expect(step(known, run).state.mark).toBe("c");
    // The same under the same sources, or against the manifest, is no edit.
    expect(step(known, { ...run, sources }).state.mark).toBe("h");
    expect(step(known, { ...run, mark: "C" }).state.mark).toBe("h");
  });
});
