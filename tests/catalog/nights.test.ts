import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rateOf, statesAfter } from "../../src/catalog/history/drift.ts";
import { groupEvents } from "../../src/catalog/history/events.ts";
import {
  appendBlessing,
  appendNight,
} from "../../src/catalog/history/append.ts";
import {
  parseHistory,
  type History,
} from "../../src/catalog/history/history.ts";
import {
  cellNights,
  changesOf,
  lastDays,
  nightsOf,
  segmentsOf,
  slotsOf,
  sumNights,
} from "../../src/catalog/history/nights.ts";
import {
  event,
  type Event,
  type HistoryMark,
} from "../../src/catalog/schema/index.ts";

const marks = fc.constantFrom<HistoryMark>(
  "h",
  "c",
  "b",
  "H",
  "C",
  "B",
  "u",
  "e",
);
const runs = fc.array(marks, { maxLength: 3 });

/** Nights of some cells, hours to weeks apart. */
const histories = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 1, max: 400 }),
      runs: fc.array(runs, { maxLength: 5 }),
    }),
    { maxLength: 60 },
  )
  .map((nights): History => {
    let at = Date.parse("2026-11-21T03:00:00Z");
    return {
      repro: "x",
      cells: ["a", "b", "c", "d", "e"],
      expectations: [],
      lines: [],
      seenIn: new Map(),
      nights: nights.map((night, index) => {
        at += night.hours * 3_600_000;
        return {
          at: new Date(at).toISOString(),
          commit: null,
          sources: "a".repeat(12),
          line: index + 3,
          runs: night.runs,
        };
      }),
    };
  });

describe("the segments of a cell’s nights", () => {
  test("cover every night once, in order, and give back its runs", () => {
    fc.assert(
      fc.property(
        histories,
        fc.integer({ min: 0, max: 4 }),
        (history, place) => {
          const nights = cellNights(history, place);
          expect(nights).toEqual(
            history.nights.map((night) => night.runs[place] ?? []),
          );
          const segments = segmentsOf(nights);
          let next = 0;
          for (const { from, nights: length } of segments) {
            expect(from).toBe(next);
            expect(length).toBeGreaterThan(0);
            next = from + length;
          }
          expect(next).toBe(history.nights.length);
          expect(nightsOf(segments)).toEqual(nights);
        },
      ),
    );
  });

  test("are as few as can be: neighbours differ", () => {
    fc.assert(
      fc.property(fc.array(runs), (nights) => {
        const segments = segmentsOf(nights);
        for (const [index, { runs: own }] of segments.entries())
          expect(segments[index + 1]?.runs.join("")).not.toBe(own.join(""));
      }),
    );
  });

  test("of several cells lose no run", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const summed = nightsOf(
          segmentsOf(sumNights(history, [0, 1, 2, 3, 4])),
        );
        expect(summed.map((night) => night.join(""))).toEqual(
          history.nights.map((night) => night.runs.flat().sort().join("")),
        );
      }),
    );
  });
});

describe("the slots of nights", () => {
  test("stand at their day, in order, without overlap, and share a day that has several", () => {
    fc.assert(
      fc.property(histories, ({ nights }) => {
        const slots = slotsOf(nights);
        expect(slots).toHaveLength(nights.length);
        let edge = 0;
        for (const [index, { x, width }] of slots.entries()) {
          expect(x).toBeGreaterThanOrEqual(edge - 1e-9);
          edge = x + width;
          const days =
            Date.parse((nights[index]?.at ?? "").slice(0, 10)) -
            Date.parse((nights[0]?.at ?? "").slice(0, 10));
          expect(Math.floor(x + 1e-9)).toBe(days / 86_400_000);
          expect(edge).toBeLessThanOrEqual(days / 86_400_000 + 1 + 1e-9);
        }
      }),
    );
  });

  test("leave a gap for days without a night", () => {
    const at = (day: string) => ({ at: `2026-11-${day}T03:00:00Z` });
    expect(slotsOf([at("21"), at("22"), at("22"), at("25")])).toEqual([
      { x: 0, width: 1 },
      { x: 1, width: 0.5 },
      { x: 1.5, width: 0.5 },
      { x: 4, width: 1 },
    ]);
  });

  test("of the last days are those of the newest nights", () => {
    fc.assert(
      fc.property(
        histories,
        fc.integer({ min: 1, max: 400 }),
        (history, days) => {
          const { nights } = lastDays(history, days);
          expect(nights).toEqual(
            history.nights.slice(history.nights.length - nights.length),
          );
          const last = slotsOf(nights).at(-1);
          expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(days);
          if (history.nights.length > 0) expect(nights).not.toEqual([]);
        },
      ),
    );
  });
});

const sources = (letter: string): string => letter.repeat(64);

function story(): string {
  const night = (day: number, letter: string, expected: string) => ({
    at: `2026-11-${day}T03:00:00.000Z`,
    commit: `${day}`.repeat(20),
    sources: sources(letter),
    runs: new Map([["pad", ["c" as const]]]),
    expected: { pad: expected.repeat(12), other: "0".repeat(12) },
  });
  let text = appendNight("x", undefined, night(20, "a", "1"));
  text = appendNight("x", text, night(21, "a", "1"));
  text = appendBlessing("x", text, {
    at: "2026-11-21T12:00:00.000Z",
    commit: "b1e55".repeat(8),
    expected: { pad: "2".repeat(12) },
  });
  text = appendNight("x", text, night(22, "a", "2"));
  return appendNight("x", text, night(23, "b", "3"));
}

test("what changed between nights is told newest first: files, blessings and edits, not what was new", () => {
  expect(
    changesOf(parseHistory("x", story())).map(({ at, kind, cases, commit }) =>
      [at.slice(8, 13), kind, ...cases, commit?.slice(0, 5)].join(" "),
    ),
  ).toEqual([
    "23T03 sources 23232",
    "23T03 edit pad 23232",
    "21T12 bless pad b1e55",
  ]);
});

test("a cell’s rate counts the runs of its nights that came out otherwise", () => {
  const night = (day: number, seen: HistoryMark[]) => ({
    at: new Date(Date.UTC(2026, 0, day)).toISOString(),
    commit: null,
    sources: "a".repeat(12),
    line: day + 2,
    runs: [seen],
  });
  const nights = Array.from({ length: 40 }, (_, day) =>
    night(day + 1, day === 5 || day === 30 || day === 35 ? ["H", "c"] : ["c"]),
  );
  const state = statesAfter({ cells: ["pad"], nights }).get("pad");
  if (state?.mark === undefined) throw new Error("nothing is established");
  // The oldest deviation is out of the window of 30 runs.
  expect(rateOf(state)).toEqual({ deviations: 2, runs: 30, rate: 2 / 30 });
});

describe("changes that are one", () => {
  const side = (zig: string) => ({
    tools: { zig, cc: "debian" },
    outcome: "hazard" as const,
    at: "2026-11-21T03:00:00Z",
    commit: null,
    log: "",
  });
  let made = 0;
  const change = (more: Partial<Event>): Event =>
    event.parse({
      id: (made += 1).toString(16).padStart(16, "0"),
      date: "2026-11-21T04:00:00Z",
      kind: "affected",
      repro: "x",
      hazard: null,
      case: "pad",
      role: "hazard",
      tools: { zig: "0.17.1", cc: "debian" },
      params: {},
      before: side("0.17.0"),
      after: side("0.17.1"),
      summary: "x",
      ...more,
    });

  test("are grouped by night, kind and new version, newest first, and none is lost", () => {
    const events = [
      change({ date: "2026-11-20T04:00:00Z" }),
      change({ case: "b" }),
      change({ case: "a" }),
      change({ kind: "fixed" }),
      change({ before: null }),
    ];
    const groups = groupEvents(events);
    expect(
      groups.map((one) => [
        one.date.slice(8, 10),
        one.kind,
        one.events.map((each) => each.case).join(),
      ]),
    ).toEqual([
      ["21", "fixed", "pad"],
      ["21", "affected", "pad"],
      ["21", "affected", "a,b"],
      ["20", "affected", "pad"],
    ]);
    expect(groups.flatMap((one) => one.events)).toHaveLength(events.length);
    // The version that is new, and no other tool’s; all of them where nothing is.
    expect(groups[2]?.versions).toEqual([["zig", ["0.17.1"]]]);
    expect(groups[1]?.versions).toEqual([
      ["zig", ["0.17.1"]],
      ["cc", ["debian"]],
    ]);
  });
});
