import {
  historyCells,
  historyExpected,
  historyHeader,
  historyMark,
  historyNight,
  type CellResult,
  type ExpectationOrigin,
  type HistoryMark,
  type HistoryNight,
} from "./schema/index.ts";

/** One night as it was: a letter for each cell that the table had then. */
export interface Night {
  readonly at: string;
  readonly commit: string | null;
  readonly sources: string;
  /** Each cell’s runs in their order, by its place in the table; none where it was not run. */
  readonly runs: readonly (readonly HistoryMark[])[];
}

/** Cases whose expectation became known or changed. */
export interface Expectations {
  readonly at: string;
  readonly commit: string | null;
  readonly how: ExpectationOrigin;
  readonly cases: readonly string[];
}

/** Everything that is known of a reproducer’s nights, oldest first. */
export interface History {
  readonly repro: string;
  /** Names of cells, by their place. */
  readonly cells: readonly string[];
  readonly nights: readonly Night[];
  readonly expectations: readonly Expectations[];
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

/** A history’s text is not one. The message names the file and the line. */
export class HistoryError extends Error {
  override readonly name = "HistoryError";
}

/** The path of a reproducer’s history in the repository. */
export function historyPath(slug: string): string {
  return `content/history/${slug}.jsonl`;
}

/** The lines as they stand, checked one by one, with how many cells the table has at each night. Throws `HistoryError`. */
export function readLines(slug: string, text: string | undefined) {
  const cells: string[] = [];
  const nights: { night: HistoryNight; where: string; cells: number }[] = [];
  const expectations: Expectations[] = [];
  const expected = new Map<string, string>();
  for (const [index, line] of (text ?? "").split("\n").entries()) {
    if (line === "") continue;
    const where = `${historyPath(slug)}:${index + 1}`;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw new HistoryError(
        `${where}: expected JSON; restore the file with git`,
      );
    }
    if (index === 0) {
      if (historyHeader.safeParse(value).data?.repro === slug) continue;
      throw new HistoryError(
        `${where}: expected the header of ${slug}'s history; restore the file with git`,
      );
    }
    const night = historyNight.safeParse(value);
    if (night.success) {
      nights.push({ night: night.data, where, cells: cells.length });
      continue;
    }
    const expectation = historyExpected.safeParse(value);
    if (expectation.success) {
      const { expected: digests, ...rest } = expectation.data;
      for (const [name, digest] of Object.entries(digests))
        expected.set(name, digest);
      expectations.push({ ...rest, cases: Object.keys(digests) });
      continue;
    }
    const more = historyCells.safeParse(value);
    if (!more.success)
      throw new HistoryError(
        `${where}: expected new cells, expectations or a night: ${night.error.issues[0]?.message ?? ""}; restore the file with git`,
      );
    cells.push(...more.data.cells);
  }
  return { cells, nights, expectations, expected };
}

/** Reads `content/history/<slug>.jsonl`; no text is no night yet. Throws `HistoryError`. */
export function parseHistory(slug: string, text: string | undefined): History {
  const { cells, nights, expectations } = readLines(slug, text);
  return {
    repro: slug,
    cells,
    expectations,
    nights: nights.map(({ night, where, cells: count }) => {
      const marks = unpack(night.seen);
      if (marks.length !== count)
        throw new HistoryError(
          `${where}: expected ${count} letters in "seen", found ${marks.length}; restore the file with git`,
        );
      const { at, commit, sources, again = {} } = night;
      const runs = marks.map((mark, place) =>
        mark === "-" ? [] : [mark, ...unpack(again[place] ?? "")],
      );
      return { at, commit, sources, runs };
    }),
  };
}
