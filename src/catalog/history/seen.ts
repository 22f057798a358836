import { historyName, markOf } from "./names.ts";
import { packPlaces, unpackPlaces } from "./places.ts";
import type {
  CellResult,
  HistoryMark,
  HistoryRun,
  HistorySeen,
  Run,
  Verdict,
} from "../schema/index.ts";

/** Where a cell that a verdict has was seen, by the newest line that says so. */
export interface SeenIn {
  /** Nothing where none of its scripts was started. */
  readonly run: HistoryRun | null;
  /** When the newest cell ran that was recorded with it from that run, UTC. */
  readonly until: string;
  /** The run whose standard error and facts the verdict has. */
  readonly texts: HistoryRun | null;
  readonly cached: boolean;
  readonly ms: number;
  /** What the cell came to, by that line: one letter, or those of a night’s further runs as well. */
  readonly marks: readonly HistoryMark[];
  /** The first 12 digits of the digest of the files that ran. */
  readonly sources: string;
  /** The line’s number, from 1. */
  readonly line: number;
}

/** What lines say of runs, by the names of cells and the ids of runs. */
export interface SeenSoFar {
  readonly seen: ReadonlyMap<string, SeenIn>;
  readonly runs: ReadonlyMap<string, HistoryRun>;
}

export const nothingSeen: SeenSoFar = { seen: new Map(), runs: new Map() };

/** A line that says in which runs cells were seen. */
export interface SeenLine {
  readonly runs: readonly HistorySeen[];
  readonly sources: string;
  readonly line: number;
  /** The names of the cells that the table has then. */
  readonly cells: readonly string[];
  /** The letters of each, by its place. */
  readonly marks: readonly (readonly HistoryMark[])[];
}

/** Refuses a line: the field, what was expected there, what stands there. */
export type Refuse = (field: string, expected: string, found: string) => never;

/** What is known after a line. */
export function afterLine(
  before: SeenSoFar,
  { cells, line, marks, runs: all, sources }: SeenLine,
  refuse: Refuse,
): SeenSoFar {
  if (all.length === 0) return before;
  const seen = new Map(before.seen);
  const runs = new Map(before.runs);
  const placesOf = (field: string, text: string): number[] =>
    unpackPlaces(text, cells.length) ??
    refuse(field, `places of the ${cells.length} cells known then`, text);
  const told = new Set<number>();
  for (const { run } of all) if (run !== null) runs.set(run.id, run);
  for (const [index, one] of all.entries()) {
    const { cached = false, ms = {}, run, until } = one;
    const at = `runs[${index}]`;
    if (run !== null && until < run.startedAt)
      refuse(`${at}.until`, `an instant after ${run.startedAt}`, until);
    const texts = new Map<number, HistoryRun>();
    for (const [id, places] of Object.entries(one.texts ?? {})) {
      const earlier =
        runs.get(id) ?? refuse(`${at}.texts`, "a run of a line above it", id);
      for (const place of placesOf(`${at}.texts`, places))
        texts.set(place, earlier);
    }
    for (const place of placesOf(`${at}.cells`, one.cells)) {
      const name = cells[place] ?? "";
      const letters = marks[place] ?? [];
      if (told.has(place))
        refuse(`${at}.cells`, "each cell once", `${place}, which is ${name}`);
      if (letters.length === 0)
        refuse(`${at}.cells`, `a letter for ${name}`, "none");
      told.add(place);
      seen.set(name, {
        run,
        until,
        texts: texts.get(place) ?? run,
        cached,
        ms: ms[place] ?? before.seen.get(name)?.ms ?? 0,
        marks: letters,
        sources,
        line,
      });
    }
  }
  return { seen, runs };
}

/** What is known where branches meet: of each cell what the newer run saw. */
export function seenTogether(all: readonly SeenSoFar[]): SeenSoFar {
  const [first = nothingSeen, ...others] = all;
  if (others.length === 0) return first;
  const seen = new Map(first.seen);
  for (const [name, one] of others.flatMap((other) => [...other.seen]))
    if (one.until > (seen.get(name)?.until ?? "")) seen.set(name, one);
  return { seen, runs: new Map(all.flatMap(({ runs }) => [...runs])) };
}

/** Whether the lines so far already say of a recorded cell what it says itself. */
function isKnown(
  cell: CellResult,
  digest: string,
  known: SeenIn | undefined,
): boolean {
  if (known === undefined || !digest.startsWith(known.sources)) return false;
  const { cached, marks, ms, run, texts, until } = known;
  return (
    (run?.id ?? null) === cell.run &&
    (run !== null || until === cell.measuredAt) &&
    (texts?.id ?? null) === (cell.printedIn ?? cell.run) &&
    cached === cell.cached &&
    ms === cell.ms &&
    marks.includes(markOf(cell))
  );
}

function historyRunOf(run: Run, machine: string): HistoryRun {
  const { id, startedAt, commit, modified, sandbox } = run;
  return { id, startedAt, commit, modified, machine, sandbox };
}

/**
 * What a line must say, so that the history tells of every cell of the verdict where it was seen: nothing where it does so
 * already. `places`: the table of cells; `machineOf`: what names a machine’s file.
 */
export function seenLine(
  { seen }: SeenSoFar,
  places: ReadonlyMap<string, number>,
  verdict: Pick<Verdict, "cells" | "runs" | "sources">,
  machineOf: (machine: Run["machine"]) => string,
): HistorySeen[] {
  const groups = new Map<string, { cell: CellResult; place: number }[]>();
  // Two cases of one id are refused elsewhere; a line has each cell once.
  const cells = new Map(verdict.cells.map((one) => [historyName(one), one]));
  for (const [name, cell] of cells) {
    if (isKnown(cell, verdict.sources, seen.get(name))) continue;
    const key = JSON.stringify([cell.run, cell.cached]);
    const one = { cell, place: places.get(name) ?? 0 };
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const began = (id: string | null) =>
    verdict.runs.find((one) => one.id === id)?.startedAt ?? "";
  return [...groups.values()]
    .map((group) => [...group].sort((a, b) => a.place - b.place))
    .map((group) => {
      const [{ run: id, cached } = { run: null, cached: false }] = group.map(
        ({ cell }) => cell,
      );
      const run = verdict.runs.find((one) => one.id === id);
      const texts = new Map<string, number[]>();
      const ms: Record<string, number> = {};
      for (const { cell, place } of group) {
        const { printedIn } = cell;
        if (printedIn !== null)
          texts.set(printedIn, [...(texts.get(printedIn) ?? []), place]);
        if (seen.get(historyName(cell))?.ms !== cell.ms) ms[place] = cell.ms;
      }
      return {
        run:
          run === undefined ? null : historyRunOf(run, machineOf(run.machine)),
        until: group.reduce(
          (last, { cell }) => (cell.measuredAt > last ? cell.measuredAt : last),
          "",
        ),
        cells: packPlaces(group.map(({ place }) => place)),
        ...(cached ? { cached } : {}),
        ...(texts.size === 0
          ? {}
          : {
              texts: Object.fromEntries(
                [...texts].map(([one, all]) => [one, packPlaces(all)]),
              ),
            }),
        ...(Object.keys(ms).length === 0 ? {} : { ms }),
      };
    })
    .sort((a, b) =>
      began(a.run?.id ?? null) < began(b.run?.id ?? null) ? -1 : 1,
    );
}
