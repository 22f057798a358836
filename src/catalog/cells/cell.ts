import type {
  AffectedAnswer,
  CellResult,
  Params,
  ReproCase,
  Reproducer,
  ToolVersions,
} from "../schema/index.ts";

/** The outcomes that a manifest can expect. */
export type ExpectedOutcome = ReproCase["expect"]["outcome"];

/** A reproducer as verification sees it: its manifest, its name and its folder. */
export interface Repro {
  /** The folder’s name. */
  readonly slug: string;
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly manifest: Reproducer;
}

/** One case under one combination of tool versions and parameters. */
export interface Cell {
  readonly repro: Repro;
  readonly definition: ReproCase;
  readonly tools: ToolVersions;
  readonly params: Params;
  readonly expected: ExpectedOutcome;
  /** The file, relative to the reproducer’s folder, whose text the output must equal; none is compared without it. */
  readonly expectedFile: string | undefined;
  /** The answer expected of the affected check; nothing where it is not asked. */
  readonly expectedAnswer: AffectedAnswer | undefined;
}

/** What names a cell: enough of a plan, a result or a recorded verdict to tell it from every other. */
export type CellName = Pick<CellResult, "repro" | "case" | "tools" | "params">;

function pairs(values: Record<string, string>): string[] {
  return Object.keys(values)
    .sort()
    .map((name) => `${name}=${values[name] ?? ""}`);
}

/** The cell’s name in one line, such as `zig-macho-tls-misalignment/pad zig=0.15.2`; equal for equal cells. */
export function cellKey(name: CellName): string {
  return [
    `${name.repro}/${name.case}`,
    ...pairs(name.tools),
    ...pairs(name.params),
  ].join(" ");
}

/** The name of a planned cell. */
export function nameOf(cell: Cell): CellName {
  return {
    repro: cell.repro.slug,
    case: cell.definition.id,
    tools: cell.tools,
    params: cell.params,
  };
}

/** Orders text by code units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
