import type { CellResult, Verdict } from "../../catalog/schema/index.ts";
import { writeAtomically } from "../cache.ts";
import { loadVerdict, verdictFile } from "../load.ts";
import { cellKey, type Repro } from "../../catalog/cells/cell.ts";
import { plan } from "../../catalog/cells/plan.ts";
import { nameOf } from "../../catalog/cells/cell.ts";
import { historyEnding } from "./ending.ts";
import { printVerdict } from "./print.ts";
import { refuseForgedVerdict } from "../report/faults.ts";
import { runsOf, sortCells, type Provenance } from "../report/report.ts";

function isGood(cell: CellResult): boolean {
  return cell.outcome !== "error" && cell.outcome !== "unavailable";
}

/**
 * Joins a run’s cells with what was recorded before. Cells that did not run keep their earlier result as long as the
 * sources are the same and the manifest still has them; a cell that could not be run never replaces one that was.
 * `history`: where its history ends. Nothing where there is nothing worth recording.
 */
export function joinVerdict(
  slug: string,
  before: Verdict | undefined,
  results: readonly CellResult[],
  provenance: Provenance,
  known: ReadonlySet<string>,
  history: Verdict["history"],
): Verdict | undefined {
  const sources = provenance.sources[slug];
  if (sources === undefined || !results.some(isGood)) return undefined;
  const cells = new Map<string, CellResult>();
  const kept = before?.sources === sources ? before : undefined;
  for (const cell of kept?.cells ?? [])
    if (known.has(cellKey(cell))) cells.set(cellKey(cell), cell);
  for (const cell of results) {
    const earlier = cells.get(cellKey(cell));
    if (earlier === undefined || isGood(cell) || !isGood(earlier))
      cells.set(cellKey(cell), cell);
  }
  const used = new Set<string>();
  for (const cell of cells.values())
    for (const [tool, version] of Object.entries(cell.tools))
      used.add(`${tool} ${version}`);
  const toolchains = new Map<string, Verdict["toolchains"][number]>();
  for (const one of [...(kept?.toolchains ?? []), ...provenance.toolchains])
    if (used.has(`${one.tool} ${one.version}`))
      toolchains.set(`${one.tool} ${one.version}`, one);
  const sorted = sortCells([...cells.values()]);
  const runs = runsOf(sorted, [...(kept?.runs ?? []), ...provenance.runs]);
  const newest = runs.at(-1);
  return {
    schemaVersion: 1,
    repro: slug,
    recordedAt: sorted
      .map((cell) => cell.measuredAt)
      .reduce((a, b) => (a < b ? b : a)),
    sources,
    history,
    // Where cells have been seen without bubblewrap, the verdict says so.
    sandbox: runs.some(({ sandbox }) => sandbox === "none")
      ? "none"
      : (newest?.sandbox ?? provenance.sandbox),
    machine: newest?.machine ?? provenance.machine,
    runs,
    toolchains: [...toolchains]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => one),
    cells: sorted,
  };
}

/** Writes the verdicts of all reproducers that a run has results of, each whole or not at all. Returns the files. */
export async function record(
  root: string,
  repros: readonly Repro[],
  results: readonly CellResult[],
  provenance: Provenance,
): Promise<string[]> {
  const files: string[] = [];
  for (const repro of repros) {
    const own = results.filter((cell) => cell.repro === repro.slug);
    if (own.length === 0) continue;
    const all = plan([repro], { matrix: true, cases: [], tools: {} });
    const before = await loadVerdict(root, repro.slug);
    if (before !== undefined) await refuseForgedVerdict(root, repro, before);
    const verdict = joinVerdict(
      repro.slug,
      before,
      own,
      provenance,
      new Set(all.map((cell) => cellKey(nameOf(cell)))),
      await historyEnding(root, repro.slug, before),
    );
    if (verdict === undefined) continue;
    await writeAtomically(verdictFile(root, repro.slug), printVerdict(verdict));
    files.push(`content/verdicts/${repro.slug}.json`);
  }
  return files;
}
