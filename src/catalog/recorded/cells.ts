import { cellKey, compareText } from "../cells/cell.ts";
import type { CellResult } from "../schema/index.ts";
import type { Fault, Planned, Recorded } from "./recorded.ts";

/** Why the matrix has no such cell, in words. */
function strangeness(result: CellResult, planned: Planned): string {
  const cells = [...planned.values()].filter(
    ({ repro }) => repro.slug === result.repro,
  );
  if (cells.length === 0) return `no reproducer "${result.repro}" is here`;
  const own = cells.filter(({ definition }) => definition.id === result.case);
  const [any] = own;
  if (any === undefined) return `the manifest has no case "${result.case}"`;
  for (const [kind, has] of [
    ["tools", result.tools],
    ["params", result.params],
  ] as const) {
    const names = Object.keys(any[kind]);
    const missing = names.find((name) => has[name] === undefined);
    if (missing !== undefined) return `${kind} has no ${missing}`;
    for (const [name, value] of Object.entries(has)) {
      if (!names.includes(name)) return `the case has no ${kind}.${name}`;
      if (!own.some((cell) => cell[kind][name] === value))
        return `the case has no ${kind}.${name} "${value}"`;
    }
  }
  return "the case does not have this combination";
}

/** Cells that the matrix does not have, or that are there twice. */
export function* strangeCells(
  { cells }: Pick<Recorded, "cells">,
  planned: Planned,
): Generator<Fault> {
  const seen = new Map<string, number>();
  for (const [index, result] of cells.entries()) {
    const key = cellKey(result);
    const before = seen.get(key);
    if (before !== undefined)
      yield {
        path: ["cells", index],
        found: `${key} a second time, after cells[${before}]`,
        expected: "each cell once",
      };
    else seen.set(key, index);
    if (!planned.has(key))
      yield {
        path: ["cells", index],
        found: `${key}, which the matrix does not have: ${strangeness(result, planned)}`,
        expected: "a cell of the matrix",
      };
  }
}

/** Cells of the matrix that are not there, and cells out of their order. */
export function* missingCells(
  { cells }: Pick<Recorded, "cells">,
  planned: Planned,
): Generator<Fault> {
  const keys = cells.map(cellKey);
  const there = new Set(keys);
  const missing = [...planned.keys()].filter((key) => !there.has(key));
  const [first] = missing;
  if (first !== undefined)
    yield {
      path: ["cells"],
      found: `${missing.length} of ${planned.size} cells are missing, such as ${first}`,
      expected: "every cell of the matrix",
    };
  const misplaced = keys.findIndex(
    (key, index) => compareText(keys[index - 1] ?? "", key) > 0,
  );
  if (misplaced > 0)
    yield {
      path: ["cells", misplaced],
      found: `${keys[misplaced] ?? ""} after ${keys[misplaced - 1] ?? ""}`,
      expected: "cells in the order of their names",
    };
}
