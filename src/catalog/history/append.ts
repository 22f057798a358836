import { chain } from "./chain.ts";
import { readLines } from "./lines.ts";
import type { ExpectationOrigin, HistoryMark } from "../schema/index.ts";

/** Letters with counts, such as `h8c5C`. */
export function pack(marks: readonly HistoryMark[]): string {
  let text = "";
  for (let from = 0; from < marks.length;) {
    let to = from + 1;
    while (to < marks.length && marks[to] === marks[from]) to += 1;
    text += `${marks[from] ?? ""}${to - from > 1 ? to - from : ""}`;
    from = to;
  }
  return text;
}

/** What a night adds: each cell’s runs in their order, by its name. */
export interface NewNight {
  readonly at: string;
  readonly commit: string | null;
  /** Digest of the reproducer’s files. */
  readonly sources: string;
  readonly runs: ReadonlyMap<string, readonly HistoryMark[]>;
  /** Digest of each case’s expectation, as `expectationDigest` gives it. */
  readonly expected: Readonly<Record<string, string>>;
}

interface Lines {
  readonly expected: ReadonlyMap<string, string>;
}

function expectedLine(
  { expected: known }: Lines,
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

/** The history’s text with one more night. A night that is not newer than the last is there already and adds nothing. */
export function appendNight(
  slug: string,
  text: string | undefined,
  night: NewNight,
): string {
  const known = readLines(slug, text);
  if (text !== undefined && night.at <= known.at) return text;
  const lines: object[] = [];
  if (text === undefined || text === "")
    lines.push({ schemaVersion: 1, repro: slug });
  lines.push(
    ...expectedLine(known, night.expected, "first", night),
    ...expectedLine(known, night.expected, "edit", night),
  );
  const places = new Set(known.cells);
  const fresh = [...night.runs.keys()].filter((name) => !places.has(name));
  if (fresh.length > 0) lines.push({ cells: fresh });
  const runs = [...known.cells, ...fresh].map(
    (name) => night.runs.get(name) ?? [],
  );
  const again = runs.flatMap((marks, place) =>
    marks.length > 1 ? [[String(place), marks.slice(1).join("")] as const] : [],
  );
  lines.push({
    at: night.at,
    commit: night.commit,
    sources: night.sources.slice(0, 12),
    seen: pack(runs.map(([mark = "-"]) => mark)),
    ...(again.length > 0 ? { again: Object.fromEntries(again) } : {}),
  });
  return chain(text, lines);
}
