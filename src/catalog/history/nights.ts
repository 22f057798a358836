import type { History } from "./history.ts";
import type { HistoryMark } from "../schema/index.ts";

/** What was seen on each night, oldest first: the letters of the runs, none where nothing was run. */
export type NightRuns = readonly (readonly HistoryMark[])[];

/** Consecutive nights with the same runs. Nights follow one another here whether or not days lie between them. */
export interface Segment {
  /** The first night’s place in the history. */
  readonly from: number;
  /** How many nights, at least 1. */
  readonly nights: number;
  readonly runs: readonly HistoryMark[];
}

/** What one cell came to on each night. */
export function cellNights(history: History, place: number): NightRuns {
  return history.nights.map(({ runs }) => runs[place] ?? []);
}

/** What several cells came to on each night, sorted, so that nights with the same counts are equal. */
export function sumNights(
  history: History,
  places: readonly number[],
): NightRuns {
  return history.nights.map(({ runs }) =>
    places.flatMap((place) => runs[place] ?? []).sort(),
  );
}

/** Joins equal nights. Every night is in one segment, in order: `nightsOf` gives them back. */
export function segmentsOf(nights: NightRuns): Segment[] {
  const segments: Segment[] = [];
  for (let from = 0; from < nights.length;) {
    const runs = nights[from] ?? [];
    const text = runs.join("");
    let to = from + 1;
    while (to < nights.length && nights[to]?.join("") === text) to += 1;
    segments.push({ from, nights: to - from, runs });
    from = to;
  }
  return segments;
}

/** The nights that `segmentsOf` joined. */
export function nightsOf(segments: readonly Segment[]): NightRuns {
  return segments.flatMap(({ nights, runs }) =>
    Array.from({ length: nights }, () => runs),
  );
}

/** Where a night stands on an axis of days: its left edge, counted in days from the first night’s, and its width. */
export interface Slot {
  readonly x: number;
  readonly width: number;
}

const dayMs = 86_400_000;

/** The number of the day (UTC) of an instant; days are counted from 1970. */
export function dayOf(iso: string): number {
  return Math.floor(Date.parse(iso) / dayMs);
}

/** A slot for each night; several on one day share it, in their order. */
export function slotsOf(nights: readonly { at: string }[]): Slot[] {
  const days = nights.map(({ at }) => dayOf(at));
  const first = days[0] ?? 0;
  const shared = new Map<number, number>();
  for (const day of days) shared.set(day, (shared.get(day) ?? 0) + 1);
  return days.map((day, night) => {
    const width = 1 / (shared.get(day) ?? 1);
    return { x: day - first + (night - days.indexOf(day)) * width, width };
  });
}

/** The history’s nights of the last `days` days, counted back from its newest night; cells keep their places. */
export function lastDays(history: History, days: number): History {
  const newest = history.nights.at(-1);
  if (newest === undefined) return history;
  const after = dayOf(newest.at) - days;
  const nights = history.nights.filter(({ at }) => dayOf(at) > after);
  return { ...history, nights };
}

/** A night from which on the reproducer was another, or was expected to do something else. */
export interface Change {
  readonly at: string;
  /** The commit that was checked out then, where it is known. */
  readonly commit: string | null;
  /** `sources`: its files; `bless`: `--bless` rewrote the expected output; `edit`: the expectation changed otherwise. */
  readonly kind: "sources" | "bless" | "edit";
  /** The cases whose expectation changed; none for `sources`. */
  readonly cases: readonly string[];
}

/** Everything that changed in the reproducer between the history’s nights, newest first. */
export function changesOf(history: History): Change[] {
  const { nights } = history;
  const first = nights[0]?.at ?? "";
  const sources = nights.flatMap(({ at, commit, sources: digest }, night) => {
    const before = nights[night - 1];
    return before === undefined || before.sources === digest
      ? []
      : [{ at, commit, kind: "sources" as const, cases: [] }];
  });
  const expected = history.expectations.flatMap(({ how, ...rest }) =>
    how === "first" || rest.at < first ? [] : [{ ...rest, kind: how }],
  );
  return [...sources, ...expected].sort((a, b) =>
    a.at === b.at ? 0 : a.at < b.at ? 1 : -1,
  );
}
