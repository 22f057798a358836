import { chain } from "./chain.ts";
import { readLines, type HistoryLines } from "./lines.ts";
import { machineDigest } from "./machine.ts";
import { historyName, markOf, pack } from "./names.ts";
import { unpackPlaces } from "./places.ts";
import { seenLine } from "./seen.ts";
import type {
  ExpectationOrigin,
  HistoryMark,
  HistorySeen,
  Verdict,
} from "../schema/index.ts";

/** What a night adds: each cell’s runs in their order, by its name. */
export interface NewNight {
  readonly at: string;
  readonly commit: string | null;
  /** Digest of the reproducer’s files. */
  readonly sources: string;
  readonly runs: ReadonlyMap<string, readonly HistoryMark[]>;
  /** Digest of each case’s expectation, as `expectationDigest` gives it. */
  readonly expected: Readonly<Record<string, string>>;
  /** What the night recorded; where it recorded nothing, none. */
  readonly verdict?: Verdict | undefined;
}

function expectedLine(
  { expected: known }: Pick<HistoryLines, "expected">,
  given: Readonly<Record<string, string>>,
  how: ExpectationOrigin,
  { at, commit }: Pick<NewNight, "at" | "commit">,
): object[] {
  const told = Object.entries(given).filter(([name, digest]) =>
    how === "first"
      ? !known.has(name)
      : known.has(name) && known.get(name) !== digest,
  );
  if (told.length === 0) return [];
  return [{ expected: Object.fromEntries(told), how, at, commit }];
}

/**
 * The history’s text with the cases whose expected files `--bless` rewrote. Cases that no night has seen yet are left
 * out: there is nothing that they differ from.
 */
export function appendBlessing(
  slug: string,
  text: string | undefined,
  blessing: Pick<NewNight, "at" | "commit" | "expected">,
): string {
  const lines = expectedLine(
    readLines(slug, text),
    blessing.expected,
    "bless",
    blessing,
  );
  return chain(text, lines);
}

function headerLine(slug: string, text: string | undefined): object[] {
  const isNew = text === undefined || text === "";
  return isNew ? [{ schemaVersion: 1, repro: slug }] : [];
}

/** The table of cells with those that are new, and the line that says so. */
function tableOf(
  { cells: known }: HistoryLines,
  names: readonly string[],
): { cells: string[]; lines: object[] } {
  const there = new Set(known);
  const fresh = [...new Set(names)].filter((name) => !there.has(name));
  const lines = fresh.length > 0 ? [{ cells: fresh }] : [];
  return { cells: [...known, ...fresh], lines };
}

/** What a line must say of the runs of a verdict’s cells, where the table has them all. */
function runsFor(
  { seenSoFar }: HistoryLines,
  cells: readonly string[],
  verdict: Verdict,
): HistorySeen[] {
  const places = new Map(cells.map((name, place) => [name, place]));
  return seenLine(seenSoFar, places, verdict, machineDigest);
}

/**
 * The history’s text with where a verdict’s cells were seen, which `verify --record` or `merge --record` wrote. What the
 * history says already is not said again.
 */
export function appendRecord(
  slug: string,
  text: string | undefined,
  verdict: Verdict,
): string {
  const known = readLines(slug, text);
  const results = new Map(
    verdict.cells.map((cell) => [historyName(cell), cell]),
  );
  const { cells, lines } = tableOf(known, [...results.keys()]);
  const runs = runsFor(known, cells, verdict);
  if (runs.length === 0) return text ?? "";
  const told = new Set(
    runs.flatMap((one) => unpackPlaces(one.cells, cells.length) ?? []),
  );
  const marks = cells.map((name, place): HistoryMark => {
    const cell = results.get(name);
    return cell === undefined || !told.has(place) ? "-" : markOf(cell);
  });
  const sources = verdict.sources.slice(0, 12);
  return chain(text, [
    ...headerLine(slug, text),
    ...lines,
    { sources, recorded: pack(marks), runs },
  ]);
}

/** The history’s text with one more night. A night that is not newer than the last is there already and adds nothing. */
export function appendNight(
  slug: string,
  text: string | undefined,
  night: NewNight,
): string {
  const known = readLines(slug, text);
  if (text !== undefined && night.at <= known.at) return text;
  const { verdict } = night;
  const table = tableOf(known, [
    ...night.runs.keys(),
    ...(verdict?.cells.map(historyName) ?? []),
  ]);
  const lines = [
    ...headerLine(slug, text),
    ...expectedLine(known, night.expected, "first", night),
    ...expectedLine(known, night.expected, "edit", night),
    ...table.lines,
  ];
  const runs = table.cells.map((name) => night.runs.get(name) ?? []);
  const seenIn =
    verdict === undefined ? [] : runsFor(known, table.cells, verdict);
  const again = runs.flatMap((marks, place) =>
    marks.length > 1 ? [[String(place), marks.slice(1).join("")] as const] : [],
  );
  lines.push({
    at: night.at,
    commit: night.commit,
    sources: night.sources.slice(0, 12),
    seen: pack(runs.map(([mark = "-"]) => mark)),
    ...(again.length > 0 ? { again: Object.fromEntries(again) } : {}),
    ...(seenIn.length > 0 ? { runs: seenIn } : {}),
  });
  return chain(text, lines);
}
