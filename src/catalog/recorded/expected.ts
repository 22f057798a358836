import { cellKey } from "../cells/cell.ts";
import type { Fault, Planned, Recorded } from "./recorded.ts";

/** Each cell’s role and expected outcome against the manifest. */
export function* expectedFaults(
  { cells }: Pick<Recorded, "cells">,
  planned: Planned,
): Generator<Fault> {
  for (const [index, result] of cells.entries()) {
    const cell = planned.get(cellKey(result));
    if (cell === undefined) continue;
    const manifest = `repros/${result.repro}/repro.yaml`;
    const { role } = cell.definition;
    if (result.role !== role)
      yield {
        path: ["cells", index, "role"],
        found: `"${result.role}"`,
        expected: `"${role}", as ${manifest} has it`,
      };
    if (result.expected !== cell.expected)
      yield {
        path: ["cells", index, "expected"],
        found: `"${result.expected}"`,
        expected: `"${cell.expected}", as ${manifest} expects of ${cellKey(result)}`,
      };
  }
}
