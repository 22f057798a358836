import { cellKey, type Cell } from "../cells/cell.ts";
import { exitWords } from "../cells/exits.ts";
import { mayBeCut, outputLimit, tail } from "../cells/tail.ts";
import type { CellResult } from "../schema/index.ts";
import type { Fault, Planned, Recorded } from "./recorded.ts";

/** The text of an expected file of a reproducer; nothing where there is no such file. */
export type ExpectedText = (cell: Cell) => Promise<string | undefined>;

/** Why a cell is not as expected, in words; null where it is; undefined where the record cannot say. */
function shortcoming(
  cell: Cell,
  { affected, outcome, stdout }: CellResult,
  text: string | undefined,
): string | null | undefined {
  if (outcome !== cell.expected)
    return `the outcome is ${outcome}, expected ${cell.expected}`;
  const { expectedAnswer, expectedFile } = cell;
  if (expectedAnswer !== undefined && affected !== expectedAnswer)
    return `affected is ${affected ?? "null"}, expected ${expectedAnswer}`;
  if (expectedFile === undefined) return null;
  if (text === undefined) return undefined;
  if (stdout !== tail(text, outputLimit))
    return `stdout is not ${expectedFile}`;
  // Of a long output only the end is recorded, so that more may have come before it.
  return mayBeCut(stdout, outputLimit) ? undefined : null;
}

/** Whether a check may have answered at all. */
function wasAsked(cell: Cell, { exit }: CellResult): boolean {
  const { affected } = cell.repro.manifest;
  return affected !== undefined && "check" in affected && exit.build === 0;
}

/** `ok`, `affected` and `detail` of each cell against its outcome, its output and what the manifest expects. */
export async function* okFaults(
  { cells }: Pick<Recorded, "cells">,
  planned: Planned,
  expectedText: ExpectedText,
): AsyncGenerator<Fault> {
  for (const [index, result] of cells.entries()) {
    const cell = planned.get(cellKey(result));
    if (cell === undefined) continue;
    const { affected, detail, exit, ok } = result;
    const at = (field: string) => ["cells", index, field];
    if (affected !== null && !wasAsked(cell, result))
      yield {
        path: at("affected"),
        found: `"${affected}"`,
        expected:
          exit.build === 0
            ? "null, because the manifest offers no check"
            : "null, because nothing was built that could be asked about",
      };
    const why = shortcoming(cell, result, await expectedText(cell));
    if (why === null ? !ok : why !== undefined && ok)
      yield {
        path: at("ok"),
        found: String(ok),
        expected: why === null ? "true" : `false: ${why}`,
      };
    const words = exitWords(exit);
    const said = result.outcome !== "unavailable" && detail === words;
    if (ok !== said)
      yield {
        path: at("detail"),
        found: JSON.stringify(detail.slice(0, 80)),
        expected: ok
          ? `"${words}", as of every cell that is as expected`
          : "why it is not as expected",
      };
  }
}
