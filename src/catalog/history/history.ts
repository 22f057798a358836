import { HistoryError } from "./error.ts";
import { readLines, type Expectations, type NightLine } from "./lines.ts";
import type { SeenIn } from "./seen.ts";
import type { HistoryMark } from "../schema/index.ts";

export { HistoryError } from "./error.ts";
export type { Expectations } from "./lines.ts";
export { historyName, markOf } from "./names.ts";
export { endPath, historyPath } from "./paths.ts";
export type { SeenIn } from "./seen.ts";

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
  /** Where each cell was seen that a verdict has, by the cell’s name. */
  readonly seenIn: ReadonlyMap<string, SeenIn>;
  /** The digest of each line of the file. */
  readonly lines: readonly string[];
}

/** A night’s letters by their places in the whole table, which has other places where branches were joined. */
function runsOf(
  { cells, marks }: NightLine,
  places: ReadonlyMap<string, number>,
): HistoryMark[][] {
  const runs: HistoryMark[][] = [];
  for (const [own, letters] of marks.entries()) {
    const place = places.get(cells[own] ?? "") ?? own;
    while (runs.length <= place) runs.push([]);
    runs[place] = [...letters];
  }
  return runs;
}

/** Reads `content/history/<slug>.jsonl`; no text is no night yet. Throws `HistoryError`. */
export function parseHistory(slug: string, text: string | undefined): History {
  const { cells, nights, expectations, seenSoFar, digests, ends } = readLines(
    slug,
    text,
  );
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
    const runs = runsOf(one, places);
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
    seenIn: seenSoFar.seen,
    lines: digests,
  };
}
