import type { CellResult, Fact } from "../schema/index.ts";
import type { Fault, Recorded } from "./recorded.ts";

/** The largest facts.json that a cell may leave, in bytes. */
export const factsLimit = 64 * 1024;

function kind(value: Fact | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a table" : `a ${typeof value}`;
}

/** Cells of one case that came to the same, with their places. */
function alike(cells: readonly CellResult[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, { repro, case: id, outcome }] of cells.entries()) {
    const key = `${repro}/${id} ${outcome}`;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return groups;
}

/**
 * Facts have the shape that those of all other cells of the case have which came to the same: the same scripts wrote them.
 * Where the others differ among themselves, nothing can be said.
 */
export function* factFaults({
  cells,
}: Pick<Recorded, "cells">): Generator<Fault> {
  for (const [index, { facts }] of cells.entries())
    if (Buffer.byteLength(JSON.stringify(facts)) > factsLimit)
      yield {
        path: ["cells", index, "facts"],
        found: "more than 64 KiB",
        expected: "what a cell may leave in $OUT/facts.json",
      };
  for (const [name, group] of alike(cells)) {
    if (group.length < 3) continue;
    const fields = new Set(
      group.flatMap((index) => Object.keys(cells[index]?.facts ?? {})),
    );
    for (const field of fields) {
      const byKind = new Map<string, number[]>();
      for (const index of group) {
        const own = kind(cells[index]?.facts[field]);
        byKind.set(own, [...(byKind.get(own) ?? []), index]);
      }
      const [usual, odd] = [...byKind].sort(
        ([, a], [, b]) => b.length - a.length,
      );
      const [index] = odd?.[1] ?? [];
      if (usual === undefined || odd === undefined || index === undefined)
        continue;
      if (byKind.size > 2 || odd[1].length > 1 || odd[0] === "null") continue;
      yield {
        path: ["cells", index, "facts", field],
        found: odd[0],
        expected: `${usual[0]}, as the other ${usual[1].length} cells of ${name} have it`,
      };
    }
  }
}
