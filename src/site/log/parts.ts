import type { LogCase, LogCell } from "./log.ts";

/** What one page of a log holds at most: so many cells, and so many characters that they printed. */
const most = { cells: 250, characters: 200_000 };

function printed({ cell }: LogCell): number {
  return cell.stdout.length + cell.stderr.length;
}

/**
 * A log in parts, each for one page, in order; a case goes on in the next part where it does not fit. A log of one
 * part stands on its own page whole.
 */
export function logParts(cases: readonly LogCase[]): LogCase[][] {
  const parts: LogCase[][] = [];
  let cells = Infinity;
  let characters = Infinity;
  for (const one of cases) {
    let part: LogCell[] = [];
    for (const cell of one.cells) {
      if (cells >= most.cells || characters + printed(cell) > most.characters) {
        parts.push([]);
        cells = 0;
        characters = 0;
        part = [];
      }
      if (part.length === 0) parts.at(-1)?.push({ ...one, cells: part });
      part.push(cell);
      cells += 1;
      characters += printed(cell);
    }
  }
  return parts;
}
