import type { Rate } from "../../catalog/history/drift.ts";
import type { History } from "../../catalog/history/history.ts";
import {
  cellNights,
  changesOf,
  dayOf,
  lastDays,
  segmentsOf,
  slotsOf,
  sumNights,
  type Change,
  type NightRuns,
  type Segment,
  type Slot,
} from "../../catalog/history/nights.ts";
import type { Reproducer } from "../../catalog/schema/index.ts";
import { byNumbers } from "../format.ts";
import { flakyCells } from "./flaky.ts";
import { caseOf, labelsOf } from "./names.ts";
import { piecesOf, type Piece } from "./draw.ts";
import { segmentWords, stripWords } from "./words.ts";

/** A page shows a year; older nights stay in the history's file. */
const shownDays = 366;

/** One strip: what it is of, its segments, and a sentence that says the same. */
export interface Strip {
  /** The cell’s name in its history, or the case’s id. */
  readonly name: string;
  /** For a cell, the tools and parameters by which it differs from the others of its case. */
  readonly label: string;
  readonly segments: readonly Segment[];
  readonly words: string;
  readonly rate: Rate | undefined;
  /** Whether it is of several cells. */
  readonly sum: boolean;
}

/** A bar of a strip, and what it says where one can point at it. */
export interface Bar extends Piece {
  readonly words: string | undefined;
}

/** A strip with more runs of days than this has bars too narrow to point at. */
const pointedAt = 32;

/** What a strip draws: a bar with words for each run of days; where there are very many, one for each outcome. */
export function barsOf(
  { segments, sum }: Strip,
  { slots, days }: Pick<Strips, "slots" | "days">,
): Bar[] {
  if (segments.length <= pointedAt)
    return segments.flatMap((segment) => {
      const words = segmentWords(segment, days, sum);
      return piecesOf(segment, slots).map((piece) => ({ ...piece, words }));
    });
  const paths = new Map<Piece["outcome"], string>();
  for (const { outcome, path } of segments.flatMap((one) =>
    piecesOf(one, slots),
  ))
    paths.set(outcome, (paths.get(outcome) ?? "") + path);
  return [...paths].map(([outcome, path]) => ({
    outcome,
    path,
    words: undefined,
  }));
}

/** A case: all its cells in one strip, and each of them. */
export interface CaseStrips {
  readonly id: string;
  readonly all: Strip;
  readonly cells: readonly Strip[];
}

/** A change and where it stands on the axis, in per cent of its width. */
export interface PlacedChange extends Change {
  readonly place: number;
}

/** Everything that a hazard's page draws of a reproducer's nights. */
export interface Strips {
  readonly slots: readonly Slot[];
  /** The day of each night. */
  readonly days: readonly string[];
  /** How many days the axis has. */
  readonly width: number;
  readonly cases: readonly CaseStrips[];
  readonly changes: readonly PlacedChange[];
  /** How many nights are older than those shown. */
  readonly older: number;
}

/** Arranges a history for its page: cases in the manifest's order, cells by version, the newest year of nights. */
export function stripsOf(
  whole: History,
  manifest: Reproducer | undefined,
  title: (tool: string) => string,
): Strips {
  const history = lastDays(whole, shownDays);
  const days = history.nights.map(({ at }) => at.slice(0, 10));
  const slots = slotsOf(history.nights);
  const last = slots.at(-1);
  const width = last === undefined ? 0 : Math.round(last.x + last.width);
  const rates = flakyCells(whole);
  const strip = (
    name: string,
    label: string,
    nights: NightRuns,
    { rate, sum = false }: { rate?: Rate | undefined; sum?: boolean },
  ): Strip => ({
    name,
    label,
    rate,
    sum,
    segments: segmentsOf(nights),
    words: stripWords(nights, days, sum),
  });
  const known = new Map<string, { name: string; place: number }[]>();
  for (const [place, name] of history.cells.entries()) {
    if (history.nights.every(({ runs }) => (runs[place] ?? []).length === 0))
      continue;
    const id = caseOf(name);
    const group = known.get(id);
    if (group === undefined) known.set(id, [{ name, place }]);
    else group.push({ name, place });
  }
  const order = manifest?.cases.map((one) => one.id) ?? [];
  const ids = [
    ...new Set([...order.filter((id) => known.has(id)), ...known.keys()]),
  ];
  const cases = ids.map((id) => {
    const cells = known.get(id) ?? [];
    const named = labelsOf(
      cells.map(({ name }) => name),
      title,
    );
    const places = cells.map(({ place }) => place);
    return {
      id,
      all: strip(id, id, sumNights(history, places), { sum: cells.length > 1 }),
      cells: cells
        .map(({ name, place }, index) =>
          strip(name, named[index] ?? name, cellNights(history, place), {
            rate: rates.get(name),
          }),
        )
        .sort((a, b) => byNumbers(a.label, b.label)),
    };
  });
  const first = dayOf(history.nights[0]?.at ?? "");
  const changes = changesOf(history).map((change) => {
    const place = ((dayOf(change.at) - first + 0.5) / width) * 100;
    return { ...change, place: Math.min(100, Math.round(place * 100) / 100) };
  });
  const older = whole.nights.length - history.nights.length;
  return { slots, days, width, cases, changes, older };
}
