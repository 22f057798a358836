import { describe, expect, it } from "vitest";
import { parseHistory } from "../../src/catalog/history/history.ts";
import {
  event,
  type CellResult,
  type Event,
  type Verdict,
} from "../../src/catalog/schema/index.ts";
import { classify } from "../../src/nightly/drift/classify.ts";
import { compare, undecided } from "../../src/nightly/drift/compare.ts";
import { issues } from "../../src/nightly/drift/issue.ts";
import type { Night } from "../../src/nightly/drift/night.ts";
import { nameOf, type Cell } from "../../src/catalog/cells/cell.ts";
import { oneCell, result } from "../verify/build.ts";

const sources = "a".repeat(64);

function verdictOf(cells: CellResult[]): Verdict {
  return {
    schemaVersion: 1,
    repro: "example",
    recordedAt: "2026-11-20T03:00:00.000Z",
    sources,
    sandbox: "bwrap",
    history: null,
    machine: { cpu: "c", kernel: "k", os: "o" },
    runs: [],
    toolchains: [],
    cells: cells.map((cell) => ({
      ...cell,
      measuredAt: "2026-11-20T03:00:00.000Z",
    })),
  };
}

function nightOf(
  cell: Cell,
  results: CellResult[],
  verdict: Verdict | undefined,
): Night {
  return {
    repro: "example",
    hazard: "a-hazard",
    at: "2026-11-21T04:00:00.000Z",
    commit: "c".repeat(40),
    sources,
    verdict,
    from: "2026-11-21T03:00:00.000Z",
    cells: [{ cell, results }],
    history: parseHistory("example", undefined),
    reports: new Map(),
  };
}

describe("a change", () => {
  it.each([
    ["hazard", "h", "C", false, "fixed"],
    ["hazard", "h", "B", false, "contradicted"],
    ["hazard", "c", "H", false, "relapsed"],
    ["hazard", "h", "h", true, "affected"],
    ["hazard", "h", "h", false, undefined],
    ["hazard", "h", "H", false, "contradicted"],
    ["workaround", "c", "H", false, "workaround-broken"],
    ["workaround", "c", "B", true, "workaround-broken"],
    ["workaround", "H", "c", false, "workaround-restored"],
    ["workaround", "c", "c", true, undefined],
    ["dead-end", "h", "C", false, "contradicted"],
    ["control", "c", "H", false, "contradicted"],
  ] as const)("of a %s from %s to %s (fresh: %s) is %s", (...row) => {
    const [role, from, to, fresh, kind] = row;
    expect(classify(role, from, to, fresh)).toBe(kind);
  });
});

describe("events", () => {
  const cell = oneCell();
  const good = result(nameOf(cell));
  const bad: CellResult = { ...good, outcome: "hazard", ok: false };

  it("fit their schema, carry both sides, and have the same id when found again", () => {
    const night = nightOf(cell, [bad, bad, bad], verdictOf([good]));
    const { events } = compare(night);
    expect(events).toHaveLength(1);
    const [one] = events;
    expect(event.parse(one)).toEqual(one);
    expect(one?.before?.outcome).toBe("clean");
    expect(one?.after.outcome).toBe("hazard");
    const later = compare({ ...night, at: "2026-11-22T04:00:00.000Z" });
    expect(later.events[0]?.id).toBe(one?.id);
  });

  it("are not raised by one deviation, nor by runs that failed; the known result stays", () => {
    const error: CellResult = { ...good, outcome: "error", ok: false };
    const night = nightOf(cell, [bad, error, good], verdictOf([good]));
    const { events, results } = compare(night);
    expect(events).toEqual([]);
    expect(results).toEqual([good]);
  });

  it("contradict the manifest where nothing was measured before", () => {
    const { events } = compare(nightOf(cell, [bad, bad, bad], undefined));
    expect(events.map((one) => [one.kind, one.before])).toEqual([
      ["contradicted", null],
    ]);
    expect(compare(nightOf(cell, [good], undefined)).events).toEqual([]);
  });

  it("are not hidden by a verdict that the same night wrote before it was killed", () => {
    const own = { ...verdictOf([]), cells: [bad] };
    const night = nightOf(cell, [bad], own);
    expect(undecided(night)).toHaveLength(1);
    const { events } = compare(nightOf(cell, [bad, bad, bad], own));
    const undisturbed = compare(nightOf(cell, [bad, bad, bad], undefined));
    expect(events).toEqual(undisturbed.events);
    expect(undecided(nightOf(cell, [bad], verdictOf([bad])))).toEqual([]);
  });

  it("become one issue for each kind, whose text cannot be broken by a log", () => {
    const night = nightOf(
      cell,
      [bad, bad, { ...bad, stdout: "````\n# not a heading\n" }],
      verdictOf([good]),
    );
    const [one] = compare(night).events;
    if (one === undefined) throw new Error("there is an event");
    const other: Event = { ...one, id: "0".repeat(16), case: "another" };
    const [text, more] = issues([one, other]);
    expect(more).toBeUndefined();
    expect(text?.title).toBe(
      "a-hazard: evidence contradicted (2 cells, 2026-11-21)",
    );
    expect(text?.body).toContain("`````text\n");
    expect(text?.body).toContain(one.id);
    expect(text?.labels).toEqual(["nightly", "contradicted"]);
    expect(issues([other, one])[0]?.id).toBe(text?.id);
  });
});
