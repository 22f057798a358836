import { loadVerdict } from "../load.ts";
import { cellKey, type Repro } from "../../catalog/cells/cell.ts";
import type { Costs } from "./shard.ts";

/** What each cell took when it was last recorded, in milliseconds. */
export async function measuredCosts(
  root: string,
  repros: readonly Repro[],
): Promise<Costs> {
  const costs = new Map<string, number>();
  for (const repro of repros) {
    const verdict = await loadVerdict(root, repro.slug);
    for (const cell of verdict?.cells ?? [])
      if (cell.ms > 0) costs.set(cellKey(cell), cell.ms);
  }
  return costs;
}
