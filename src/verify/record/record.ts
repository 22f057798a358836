import type { CellResult, Verdict } from "../../catalog/schema/index.ts";
import { writeAtomically } from "../cache.ts";
import { loadVerdict, verdictFile } from "../load.ts";
import { cellKey, type Repro } from "../../catalog/cells/cell.ts";
import { plan } from "../../catalog/cells/plan.ts";
import { nameOf } from "../../catalog/cells/cell.ts";
import { runsOf, sortCells, type Provenance } from "../report/report.ts";

function isGood(cell: CellResult): boolean {
  return cell.outcome !== "error" && cell.outcome !== "unavailable";
}

/**
 * Joins a run’s cells with what was recorded before. Cells that did not run keep their earlier result as long as the
 * sources are the same and the manifest still has them; a cell that could not be run never replaces one that was.
 * Nothing where there is nothing worth recording.
 */
export function joinVerdict(
  slug: string,
  before: Verdict | undefined,
  results: readonly CellResult[],
  provenance: Provenance,
  known: ReadonlySet<string>,
): Verdict | undefined {
  const sources = provenance.sources[slug];
  if (sources === undefined || !results.some(isGood)) return undefined;
  const cells = new Map<string, CellResult>();
  if (before?.sources === sources)
    for (const cell of before.cells)
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
  for (const one of [...(before?.toolchains ?? []), ...provenance.toolchains])
    if (used.has(`${one.tool} ${one.version}`))
      toolchains.set(`${one.tool} ${one.version}`, one);
  const sorted = sortCells([...cells.values()]);
  return {
    schemaVersion: 1,
    repro: slug,
    recordedAt: sorted
      .map((cell) => cell.measuredAt)
      .reduce((a, b) => (a < b ? b : a)),
    sources,
    sandbox: provenance.sandbox,
    machine: provenance.machine,
    runs: runsOf(sorted, [...(before?.runs ?? []), ...provenance.runs]),
    toolchains: [...toolchains]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => one),
    cells: sorted,
  };
}

function sortedRecord<Value>(
  record: Record<string, Value>,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The verdict’s text: the same verdict always gives the same bytes. */
export function printVerdict(verdict: Verdict): string {
  const cells = verdict.cells.map((cell) => ({
    repro: cell.repro,
    case: cell.case,
    role: cell.role,
    tools: sortedRecord(cell.tools),
    outcome: cell.outcome,
    expected: cell.expected,
    ok: cell.ok,
    affected: cell.affected,
    ms: cell.ms,
    detail: cell.detail,
    params: sortedRecord(cell.params),
    exit: cell.exit,
    stdout: cell.stdout,
    stderr: cell.stderr,
    facts: sortedRecord(cell.facts),
    measuredAt: cell.measuredAt,
    run: cell.run,
    cached: cell.cached,
  }));
  return `${JSON.stringify({ ...verdict, cells }, null, 2)}\n`;
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
    const verdict = joinVerdict(
      repro.slug,
      await loadVerdict(root, repro.slug),
      own,
      provenance,
      new Set(all.map((cell) => cellKey(nameOf(cell)))),
    );
    if (verdict === undefined) continue;
    await writeAtomically(verdictFile(root, repro.slug), printVerdict(verdict));
    files.push(`content/verdicts/${repro.slug}.json`);
  }
  return files;
}
