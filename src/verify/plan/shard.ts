import {
  cellKey,
  compareText,
  nameOf,
  type Cell,
} from "../../catalog/cells/cell.ts";

/** What a cell is thought to cost, in milliseconds, by its key. */
export type Costs = ReadonlyMap<string, number>;

/** For a cell that was never measured: dear enough to be started early, so that it does not end the run alone. */
export const unknownCost = 30_000;

/** The cell’s measured cost in milliseconds, or `unknownCost`. */
export function costOf(cell: Cell, costs: Costs): number {
  return costs.get(cellKey(nameOf(cell))) ?? unknownCost;
}

/** Most expensive first; equal costs in the order of their names. */
export function byCost(cells: readonly Cell[], costs: Costs): Cell[] {
  return cells
    .map((cell) => ({
      cell,
      cost: costOf(cell, costs),
      key: cellKey(nameOf(cell)),
    }))
    .sort((a, b) => b.cost - a.cost || compareText(a.key, b.key))
    .map(({ cell }) => cell);
}

/** One part of a plan, and what it is thought to cost in milliseconds. */
export interface Shard {
  readonly cells: readonly Cell[];
  readonly cost: number;
}

/**
 * Splits cells into `count` shards of nearly equal cost: longest processing time first, each cell to the shard with
 * the least so far (Graham 1969: at most 4/3 of the best makespan). The same input gives the same shards on every
 * machine; every cell is in exactly one.
 */
export function shards(
  cells: readonly Cell[],
  count: number,
  costs: Costs,
): Shard[] {
  const parts = Array.from({ length: count }, () => ({
    cells: new Array<Cell>(),
    cost: 0,
  }));
  for (const cell of byCost(cells, costs)) {
    const least = parts.reduce((a, b) => (b.cost < a.cost ? b : a));
    least.cells.push(cell);
    least.cost += costOf(cell, costs);
  }
  return parts;
}
