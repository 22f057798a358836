import { cellKey, nameOf, type Repro } from "../../catalog/cells/cell.ts";
import { plan } from "../../catalog/cells/plan.ts";
import { appendRecord } from "../../catalog/history/append.ts";
import { factsDigest } from "../../catalog/verdict/file.ts";
import { provenanceOf } from "../../catalog/verdict/assemble.ts";
import type { CellResult, Verdict } from "../../catalog/schema/index.ts";
import { loadVerdict } from "../load.ts";
import { refuseForgedVerdict } from "../report/faults.ts";
import { sortCells, type Provenance } from "../report/report.ts";
import { wholeHistory } from "./ending.ts";
import { writeRecord } from "./write.ts";

function isGood(cell: CellResult): boolean {
  return cell.outcome !== "error" && cell.outcome !== "unavailable";
}

/** Whether two results are of one finding: the same but for when and where it ran, and for words and figures that vary. */
function isSameFinding(a: CellResult, b: CellResult): boolean {
  const of = (cell: CellResult) => [
    cell.role,
    cell.outcome,
    cell.expected,
    cell.ok,
    cell.affected,
    cell.detail,
    cell.exit.build,
    cell.exit.run,
    cell.stdout,
  ];
  return JSON.stringify(of(a)) === JSON.stringify(of(b));
}

/** Whether a time is so near to one that was recorded that it is no news. */
export function isSameTime(recorded: number, ms: number): boolean {
  return ms <= recorded * 1.5 && ms >= recorded / 1.5;
}

/**
 * A result as it is recorded after an earlier one of the same files. Where both are of one finding, what a race printed
 * elsewhere than on its standard output and counted in its facts stays that of the earlier run, which is named, and so does a
 * time that is nearly the same: a night in which nothing changed leaves what was found as it is.
 */
function after(earlier: CellResult, cell: CellResult): CellResult {
  // The same measurement, answered from the cache once more.
  const isAgain = earlier.run !== null && earlier.run === cell.run;
  const { cached, measuredAt } = isAgain ? earlier : cell;
  const ms = isSameTime(earlier.ms, cell.ms) ? earlier.ms : cell.ms;
  const isPrinted =
    earlier.stderr === cell.stderr &&
    factsDigest(earlier.facts) === factsDigest(cell.facts);
  if (isPrinted || !isSameFinding(earlier, cell))
    return { ...cell, cached, measuredAt, ms };
  const { facts, stderr } = earlier;
  const printedIn = earlier.printedIn ?? earlier.run;
  return {
    ...cell,
    ...{ cached, measuredAt, ms, facts, stderr },
    printedIn: printedIn === cell.run ? null : printedIn,
  };
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
  const kept = before?.sources === sources ? before : undefined;
  for (const cell of kept?.cells ?? [])
    if (known.has(cellKey(cell))) cells.set(cellKey(cell), cell);
  for (const cell of results) {
    const earlier = cells.get(cellKey(cell));
    if (earlier === undefined) cells.set(cellKey(cell), cell);
    else if (isGood(cell) || !isGood(earlier))
      cells.set(cellKey(cell), after(earlier, cell));
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
  const where = provenanceOf(sorted, [
    ...(kept?.runs ?? []),
    ...provenance.runs,
  ]);
  if (where === undefined) return undefined;
  return {
    schemaVersion: 1,
    repro: slug,
    recordedAt: where.recordedAt,
    sources,
    history: before?.history ?? null,
    sandbox: where.sandbox,
    machine: where.machine,
    runs: where.runs,
    toolchains: [...toolchains]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => one),
    cells: sorted,
  };
}

/** The keys of all cells that a reproducer has. */
export function keysOf(repro: Repro): Set<string> {
  const cells = plan([repro], { matrix: true, cases: [], tools: {} });
  return new Set(cells.map((cell) => cellKey(nameOf(cell))));
}

/** Records a run’s results of all reproducers that it has any of. Returns the files. */
export async function record(
  root: string,
  repros: readonly Repro[],
  results: readonly CellResult[],
  provenance: Provenance,
): Promise<string[]> {
  const files: string[] = [];
  for (const repro of repros) {
    const { slug } = repro;
    const own = results.filter((cell) => cell.repro === slug);
    if (own.length === 0) continue;
    const before = await loadVerdict(root, slug);
    if (before !== undefined) await refuseForgedVerdict(root, repro, before);
    const text = await wholeHistory(root, slug);
    const known = keysOf(repro);
    const verdict = joinVerdict(slug, before, own, provenance, known);
    if (verdict === undefined) continue;
    const history = appendRecord(slug, text, verdict);
    files.push(...(await writeRecord(root, slug, verdict, history)));
  }
  return files;
}
