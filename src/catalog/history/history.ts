import { HistoryError } from "./error.ts";
import { readLines, type Expectations, type NightLine } from "./lines.ts";
import {
  historyMark,
  type CellResult,
  type HistoryMark,
} from "../schema/index.ts";

export { HistoryError, historyPath } from "./error.ts";
export type { Expectations } from "./lines.ts";

/** One night as it was: a letter for each cell that the table had then. */
export interface Night {
  readonly at: string;
  readonly commit: string | null;
  readonly sources: string;
  /** Its line in the file, from 1. */
  readonly line: number;
  /** Each cell’s runs in their order, by its place in the table; none where it was not run. */
  readonly runs: readonly (readonly HistoryMark[])[];
}

/** Everything that is known of a reproducer’s nights, oldest first. */
export interface History {
  readonly repro: string;
  /** Names of cells, by their place. */
  readonly cells: readonly string[];
  readonly nights: readonly Night[];
  readonly expectations: readonly Expectations[];
  /** The digest of each line of the file; the last one is what the verdict names. */
  readonly lines: readonly string[];
}

/** What a history calls a cell, such as `pad zig=0.17.0`; equal for equal cells of one reproducer. */
export function historyName(
  cell: Pick<CellResult, "case" | "tools" | "params">,
): string {
  const pairs = (values: Record<string, string>): string[] =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .sort();
  return [cell.case, ...pairs(cell.tools), ...pairs(cell.params)].join(" ");
}

/** The letter for a result. */
export function markOf(cell: Pick<CellResult, "outcome" | "ok">): HistoryMark {
  switch (cell.outcome) {
    case "hazard":
      return cell.ok ? "h" : "H";
    case "clean":
      return cell.ok ? "c" : "C";
    case "blocked":
      return cell.ok ? "b" : "B";
    case "unavailable":
      return "u";
    case "error":
      return "e";
  }
}

const letters = new Map<string, HistoryMark>(
  historyMark.options.map((one) => [one, one]),
);

/** The letters that `pack` packed; other characters are passed over. */
export function unpack(text: string): HistoryMark[] {
  return [...text.matchAll(/([a-zA-Z-])(\d*)/g)].flatMap(
    ([, letter = "", count]) => {
      const mark = letters.get(letter);
      if (mark === undefined) return [];
      return new Array<HistoryMark>(Number(count || "1")).fill(mark);
    },
  );
}

/** A night’s letters by their places in the whole table, which has other places where branches were joined. */
function runsOf(
  slug: string,
  { night, line, cells }: NightLine,
  places: ReadonlyMap<string, number>,
): HistoryMark[][] {
  const marks = unpack(night.seen);
  if (marks.length !== cells.length)
    throw new HistoryError({
      slug,
      line,
      field: "seen",
      expected: `${cells.length} letters, one for each cell known then`,
      found: String(marks.length),
    });
  const { again = {} } = night;
  const runs: HistoryMark[][] = [];
  for (const [own, mark] of marks.entries()) {
    const place = places.get(cells[own] ?? "") ?? own;
    while (runs.length <= place) runs.push([]);
    runs[place] = mark === "-" ? [] : [mark, ...unpack(again[own] ?? "")];
  }
  return runs;
}

/** Reads `content/history/<slug>.jsonl`; no text is no night yet. Throws `HistoryError`. */
export function parseHistory(slug: string, text: string | undefined): History {
  const { cells, nights, expectations, digests, ends } = readLines(slug, text);
  if (ends.length > 1)
    throw new HistoryError({
      slug,
      line: undefined,
      field: "before",
      expected: "one last line",
      found: `${ends.length} lines that no other names: branches were put together and not joined`,
      todo: "Take one side with git checkout --ours, then run misbuilt merge --branch with the other.",
    });
  const places = new Map(cells.map((name, place) => [name, place]));
  const read = nights.map((one): Night => {
    const { at, commit, sources } = one.night;
    const runs = runsOf(slug, one, places);
    return { at, commit, sources, line: one.line, runs };
  });
  // Branches stand one after the other in the file. A night that both have was settled twice and counts once.
  const inOrder = read
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1))
    .filter(({ at }, index, all) => all[index - 1]?.at !== at);
  return {
    repro: slug,
    cells,
    expectations: [...expectations].sort((a, b) =>
      a.at === b.at ? 0 : a.at < b.at ? -1 : 1,
    ),
    nights: inOrder,
    lines: digests,
  };
}
