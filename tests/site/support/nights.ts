import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  appendBlessing,
  appendNight,
} from "../../../src/catalog/history/append.ts";
import { historyName } from "../../../src/catalog/history/history.ts";
import { runId } from "../../../src/catalog/history/runs.ts";
import { event } from "../../../src/catalog/schema/index.ts";
import type {
  CellResult,
  Event,
  HistoryMark,
} from "../../../src/catalog/schema/index.ts";
import { loadVerdict } from "../../../src/verify/load.ts";
import { storeVerdict } from "../../catalog/store.ts";
import { writeFixture } from "./fixture.ts";

const slug = "sample-shift";
const first = Date.parse("2025-11-22T03:00:00Z");

/** The instant of a night, counted in days from the first; the last of a year is 2026-11-21. */
export function atDay(day: number): string {
  return new Date(first + day * 86_400_000).toISOString();
}

const commit = (day: number): string => day.toString(16).padStart(40, "c0ffee");

/** What a cell came to on a day: steady, but for the stories that the page has to tell. */
function runsOn(day: number, cell: CellResult): HistoryMark[] {
  const [version, { LEVEL, UNITS }] = [cell.tools["sample"], cell.params];
  const newest = version === "2.10";
  if (newest && day < 60) return [];
  switch (cell.case) {
    case "hazard":
      return newest && day >= 150 && day < 180 ? ["C"] : ["h"];
    case "pad":
      return newest && (day === 340 || day === 352) ? ["H", "c"] : ["c"];
    case "newer":
      return newest ? ["c"] : ["h"];
    case "nicely":
      if (!newest) return ["u"];
      return day >= 358 ? ["C"] : ["h"];
    default:
      if (LEVEL === "s" && UNITS === "16" && day >= 362) return ["e"];
      if (LEVEL === "z" && UNITS === "1") return day < 280 ? ["b"] : ["h"];
      return ["c"];
  }
}

function change(
  cell: CellResult,
  kind: Event["kind"],
  day: number,
  outcomes: readonly [CellResult["outcome"], CellResult["outcome"]],
  before: Record<string, string> = cell.tools,
): Event {
  const side = (tools: Record<string, string>, which: 0 | 1, on: number) => ({
    tools,
    outcome: outcomes[which],
    at: atDay(on),
    commit: commit(on),
    log: `sample ${tools["sample"] ?? ""}: it says so\nwas ${outcomes[which]} on day ${on}`,
  });
  const key = `${day}${historyName(cell)}`;
  return event.parse({
    id: createHash("sha256").update(key).digest("hex").slice(0, 16),
    date: atDay(day),
    kind,
    repro: slug,
    hazard: slug,
    case: cell.case,
    role: cell.role,
    tools: cell.tools,
    params: cell.params,
    before: side(before, 0, day - 1),
    after: side(cell.tools, 1, day),
    summary: `${kind} on day ${day}`,
  });
}

/** Nights without a run: a week's outage, and one night. */
const isGap = (day: number): boolean =>
  (day >= 100 && day < 107) || day === 200;

function historyText(cells: readonly CellResult[], days: number): string {
  let text = "";
  for (let day = 365 - days; day < 365; day += 1) {
    if (isGap(day)) continue;
    const runs = new Map(
      cells.flatMap((cell): [string, HistoryMark[]][] => {
        const marks = runsOn(day, cell);
        return marks.length === 0 ? [] : [[historyName(cell), marks]];
      }),
    );
    const digest = (n: number): string => n.toString(16).repeat(12);
    if (day === 300)
      text = appendBlessing(slug, text, {
        at: atDay(299.8),
        commit: commit(300),
        expected: { pad: digest(2) },
      });
    text = appendNight(slug, text, {
      at: atDay(day),
      commit: commit(day),
      sources: (day < 250 ? "a" : "b").repeat(64),
      runs,
      expected: {
        pad: digest(day < 300 ? 1 : 2),
        hazard: digest(day < 220 ? 3 : 4),
      },
    });
  }
  return text;
}

/** The fixture with `days` days of nights before 2026-11-21, and the changes that they bring in a year. */
export async function writeNights(
  name: string,
  days: number,
  more: (cells: readonly CellResult[]) => readonly CellResult[] = (all) => all,
): Promise<string> {
  const root = await writeFixture(name);
  const record = await loadVerdict(root, slug);
  if (record === undefined) throw new Error("the fixture has no verdict");
  const late = record.cells.find(
    ({ params }) => params["LEVEL"] === "s" && params["UNITS"] === "16",
  );
  const [run] = record.runs;
  if (late !== undefined && run !== undefined) {
    const began = { ...run, startedAt: "2026-11-18T02:59:00Z" };
    const earlier = { ...began, id: runId(began) };
    record.runs.unshift(earlier);
    Object.assign(late, {
      measuredAt: "2026-11-18T03:00:00Z",
      run: earlier.id,
    });
  }
  const of = (id: string, version = "2.10"): CellResult[] =>
    record.cells.filter(
      (cell) => cell.case === id && cell.tools["sample"] === version,
    );
  const older = { sample: "2.9" };
  const events = [
    ...[...of("hazard"), ...of("nicely"), ...of("profile")].map((cell) =>
      change(cell, "affected", 60, ["hazard", "hazard"], older),
    ),
    ...of("hazard").map((cell) =>
      change(cell, "fixed", 152, ["hazard", "clean"]),
    ),
    ...of("hazard").map((cell) =>
      change(cell, "relapsed", 182, ["clean", "hazard"]),
    ),
  ];
  await storeVerdict(root, record, historyText(more(record.cells), days));
  mkdirSync(join(root, "content/events"), { recursive: true });
  writeFileSync(
    join(root, "content/events/2026.jsonl"),
    events.map((one) => `${JSON.stringify(one)}\n`).join(""),
  );
  return root;
}
