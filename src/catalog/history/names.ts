import {
  historyMark,
  type CellResult,
  type HistoryMark,
} from "../schema/index.ts";

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
