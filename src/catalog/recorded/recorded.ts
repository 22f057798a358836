import type { Cell } from "../cells/cell.ts";
import type { FieldPath } from "../problem.ts";
import type { CellResult, Verdict } from "../schema/index.ts";

/** What a verdict or a report says was measured. */
export interface Recorded {
  readonly cells: readonly CellResult[];
  readonly runs: Verdict["runs"];
  readonly toolchains: Verdict["toolchains"];
}

/** Something in a record that cannot have been measured. */
export interface Fault {
  /** The field, counted from the record’s cells, runs or toolchains. */
  readonly path: FieldPath;
  readonly found: string;
  readonly expected: string;
}

/** The cells of the whole matrix by their keys, as the manifests plan them now. */
export type Planned = ReadonlyMap<string, Cell>;

/** Whether the cell’s scripts were started at all. */
export function wasStarted({ exit, outcome }: CellResult): boolean {
  return outcome !== "unavailable" && exit.build !== null;
}
