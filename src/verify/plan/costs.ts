import { HistoryError } from "../../catalog/history/history.ts";
import { loadVerdict } from "../load.ts";
import { cellKey, type Repro } from "../../catalog/cells/cell.ts";
import type { Costs } from "./shard.ts";

/** What a reproducer’s cells took, by its verdict; nothing where its history is damaged, which costs a plan only its order. */
async function recordedCells(root: string, slug: string) {
  try {
    return (await loadVerdict(root, slug))?.cells ?? [];
  } catch (error) {
    if (error instanceof HistoryError) return [];
    throw error;
  }
}

/** What each cell took by its verdict, in milliseconds. */
export async function measuredCosts(
  root: string,
  repros: readonly Repro[],
): Promise<Costs> {
  const costs = new Map<string, number>();
  for (const repro of repros)
    for (const cell of await recordedCells(root, repro.slug))
      if (cell.ms > 0) costs.set(cellKey(cell), cell.ms);
  return costs;
}
