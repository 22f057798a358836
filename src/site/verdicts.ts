import type {
  CellResult,
  Outcome,
  ReproCase,
  Reproducer,
  Verdict,
} from "../catalog/schema/index.ts";
import { outcome } from "../catalog/schema/index.ts";
import { byVersion } from "../catalog/versions/tools.ts";

/** What a set of cells came to, in one mark: an outcome, several of them, or none measured yet. */
export type Mark = Outcome | "mixed" | "none";

/** The word that stands beside each mark. Colour and shape never stand alone. */
export const markWords: Record<Mark, string> = {
  hazard: "hazard",
  clean: "clean",
  blocked: "blocked",
  unavailable: "unavailable",
  error: "error",
  mixed: "mixed",
  none: "not run",
};

/** Some cells, counted. */
export interface Tally {
  readonly mark: Mark;
  readonly total: number;
  /** How many cells had each outcome. */
  readonly of: Partial<Record<Outcome, number>>;
  /** Every cell that ran was as the manifest expects. */
  readonly ok: boolean;
  /** When the newest of them ran; undefined where there is none. */
  readonly measuredAt: string | undefined;
}

/** Whether a cell was run: one whose toolchain is missing says nothing for or against. */
export function ran(cell: CellResult): boolean {
  return cell.outcome !== "unavailable";
}

/** Counts cells into one mark. */
export function tally(cells: readonly CellResult[]): Tally {
  const of: Partial<Record<Outcome, number>> = {};
  for (const cell of cells) of[cell.outcome] = (of[cell.outcome] ?? 0) + 1;
  const [first] = cells;
  const uniform = cells.every((cell) => cell.outcome === first?.outcome);
  return {
    mark: first === undefined ? "none" : uniform ? first.outcome : "mixed",
    total: cells.length,
    of,
    ok: cells.filter(ran).every((cell) => cell.ok),
    measuredAt: cells
      .map((cell) => cell.measuredAt)
      .sort()
      .at(-1),
  };
}

/** The outcomes of a tally with their counts, in a fixed order. */
export function outcomesOf({ of }: Tally): [Outcome, number][] {
  return outcome.options.flatMap((each): [Outcome, number][] => {
    const n = of[each];
    return n === undefined ? [] : [[each, n]];
  });
}

/** `hazard 8, clean 4`, or just `clean`: a tally in words. */
export function tallyWords(cells: Tally): string {
  if (cells.mark !== "mixed") return markWords[cells.mark];
  return outcomesOf(cells)
    .map(([each, n]) => `${each} ${n}`)
    .join(", ");
}

/** An exception of a case's expectation, in words. */
export function exceptionWords(
  exception: ReproCase["expect"]["except"][number],
  title: (tool: string) => string,
): string {
  const where = Object.entries({ ...exception.tools, ...exception.params })
    .map(([name, values]) => `${title(name)} ${values.join(", ")}`)
    .join("; ");
  return `Expected to be ${exception.outcome} under ${where}: ${exception.reason}`;
}

/** The cells of one case; none without a verdict. */
export function cellsOf(
  verdict: Verdict | undefined,
  caseId: string,
): CellResult[] {
  return verdict?.cells.filter((cell) => cell.case === caseId) ?? [];
}

/** A row of the matrix: one case, and for each version what its cells came to. */
export interface MatrixRow {
  readonly case: ReproCase;
  /** One for each version; undefined where the case does not use that version. */
  readonly cells: readonly (Tally | undefined)[];
}

/** The matrix of one tool: a row for each case that uses it, a column for each version. */
export interface Matrix {
  readonly versions: readonly string[];
  readonly rows: readonly MatrixRow[];
}

function choice(manifest: Reproducer, one: ReproCase, tool: string): string[] {
  const chosen = one.tools[tool];
  const known = manifest.tools[tool];
  if (chosen === undefined || known === undefined) return [];
  if (chosen === "all") return known.versions;
  return chosen === "pinned" ? known.pinned : chosen;
}

/** Arranges a verdict as cases by versions of `tool`. Cells that differ in other tools or parameters are tallied. */
export function matrix(
  manifest: Reproducer,
  verdict: Verdict | undefined,
  tool: string,
): Matrix {
  const listed = manifest.tools[tool]?.versions ?? [];
  // Versions that appeared since the manifest was written have cells before anybody lists them.
  const measured = (verdict?.cells ?? []).flatMap(
    (cell) => cell.tools[tool] ?? [],
  );
  const appeared = [...new Set(measured)]
    .filter((version) => !listed.includes(version))
    .sort(byVersion(tool));
  const versions = [...listed, ...appeared];
  const rows = manifest.cases
    .filter((one) => one.tools[tool] !== undefined)
    .map((one) => {
      const used = choice(manifest, one, tool);
      const cells = cellsOf(verdict, one.id);
      return {
        case: one,
        cells: versions.map((version) => {
          const here = cells.filter((cell) => cell.tools[tool] === version);
          return used.includes(version) || here.length > 0
            ? tally(here)
            : undefined;
        }),
      };
    });
  return { versions, rows };
}

/** What was wrong in a verdict: cells that ran and were not as expected. */
export function drift(verdict: Verdict | undefined): CellResult[] {
  return verdict?.cells.filter((cell) => ran(cell) && !cell.ok) ?? [];
}

/** Cells that could not be run, because a toolchain or CPU feature was missing. */
export function unavailable(verdict: Verdict | undefined): CellResult[] {
  return verdict?.cells.filter((cell) => !ran(cell)) ?? [];
}
