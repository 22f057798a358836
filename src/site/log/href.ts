import { cellAnchor, logPath } from "../../catalog/read/anchor.ts";
import { historyName } from "../../catalog/history/history.ts";
import type { CellResult } from "../../catalog/schema/index.ts";
import { href } from "../urls.ts";
import { caseAnchor } from "./log.ts";

/**
 * Where some cells of one case stand in their log: one cell unfolded, or their case with the log narrowed to
 * `words`. Undefined where there is none.
 */
export function logHref(
  repro: string,
  cells: readonly CellResult[],
  words: string,
): string | undefined {
  const [first] = cells;
  if (first === undefined) return undefined;
  const page = href(logPath(repro));
  return cells.length === 1
    ? `${page}#${cellAnchor(historyName(first))}`
    : `${page}?q=${encodeURIComponent(words)}#${caseAnchor(first.case)}`;
}
