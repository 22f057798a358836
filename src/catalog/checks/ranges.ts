import {
  measuredVersions,
  type MeasuredVersion,
} from "../affected/measured.ts";
import { cellKey } from "../cells/cell.ts";
import type { Catalogue, PageEntry } from "../read/load.ts";
import type { AffectedTool, CellResult, Hazard } from "../schema/index.ts";
import { byVersion, readerTool, readVersion } from "../versions/tools.ts";
import { formFaults } from "./range-form.ts";

/** One entry of a hazard’s `affected`, with what was measured of its tool. */
export interface RangeEntry {
  readonly hazard: PageEntry<Hazard>;
  readonly index: number;
  readonly entry: AffectedTool;
  readonly measured: readonly MeasuredVersion[];
}

/** Every well-formed entry of every hazard’s `affected` whose reproducer was run. Without a verdict nothing can contradict it. */
export function* rangeEntries(catalogue: Catalogue): Generator<RangeEntry> {
  for (const hazard of catalogue.hazards.values()) {
    const { affected, repro } = hazard.data;
    if (!catalogue.verdicts.has(repro)) continue;
    for (const [index, entry] of affected.entries()) {
      if (formFaults(hazard, ["affected", index], entry).length > 0) continue;
      const measured = measuredVersions(catalogue, repro, entry);
      yield { hazard, index, entry, measured };
    }
  }
}

/** The versions of a tool that the lock file names, whoever packages them, oldest first. */
export function listedVersions(catalogue: Catalogue, tool: string): string[] {
  const lists = [
    ...Object.entries(catalogue.toolchains?.data.tools ?? {}).map(
      ([name, { versions }]) => [name, Object.keys(versions)] as const,
    ),
    ...Object.entries(catalogue.discovered?.data.tools ?? {}).map(
      ([name, versions]) => [name, Object.keys(versions)] as const,
    ),
  ];
  const own = lists.flatMap(([name, versions]) =>
    readerTool(name) === tool ? versions : [],
  );
  return [...new Set(own)]
    .filter((version) => readVersion(tool, version)?.whole === true)
    .sort(byVersion(tool));
}

/** The first of some cells, and how many more there are: `fast-math-nan/hazard cc=debian and 2 more`. */
export function cellWords(cells: readonly CellResult[]): string {
  const [first] = cells;
  if (first === undefined) return "no cell";
  const more = cells.length - 1;
  return more === 0 ? cellKey(first) : `${cellKey(first)} and ${more} more`;
}
