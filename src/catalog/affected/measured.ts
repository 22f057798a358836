import type { Repro } from "../cells/cell.ts";
import { knownRepro } from "../cells/known.ts";
import { exceptionFor } from "../cells/plan.ts";
import type { Catalogue } from "../read/load.ts";
import type { AffectedTool, CellResult, ReproCase } from "../schema/index.ts";
import { byVersion, exactVersion, readerTool } from "../versions/tools.ts";

/** What was measured of one exact version of a tool. */
export interface VersionResult {
  readonly version: string;
  /** Whether a cell showed the hazard. */
  readonly affected: boolean;
  /** The cases that say so. */
  readonly cases: readonly string[];
}

/** The same, with the cells. */
export interface MeasuredVersion extends VersionResult {
  /** The cells that show the hazard. */
  readonly shown: readonly CellResult[];
  /** The cells that do not. Both kinds are there only where something is wrong. */
  readonly clean: readonly CellResult[];
}

/** Whether a cell shows the hazard; a refusal does where the case is there to show one. */
function shows(definition: ReproCase, { outcome }: CellResult): boolean {
  return (
    outcome === "hazard" ||
    (outcome === "blocked" &&
      definition.role === "hazard" &&
      definition.expect.outcome === "blocked")
  );
}

/**
 * Whether a clean cell speaks of its version. It does not where the manifest expects it to be clean for another reason: its
 * parameters or another tool.
 */
function speaks(
  definition: ReproCase,
  { tools, params }: CellResult,
  tool: string,
): boolean {
  const exception = exceptionFor(definition, tools, params);
  if (exception === undefined)
    return (
      definition.role !== "hazard" || definition.expect.outcome !== "clean"
    );
  return (
    Object.keys(exception.params).length === 0 &&
    Object.keys(exception.tools).every((one) => readerTool(one) === tool)
  );
}

/** The version of the reader’s tool that a cell ran with. */
function versionOf(
  { tools }: CellResult,
  tool: string,
  exact: ReadonlyMap<string, string>,
): string | undefined {
  const own = Object.entries(tools).find(([one]) => readerTool(one) === tool);
  return own && exact.get(own.join(" "));
}

/** Every version of the tool that the entry’s cases measured, oldest first. */
export function measuredVersions(
  catalogue: Catalogue,
  repro: string,
  { tool: name, cases }: AffectedTool,
): MeasuredVersion[] {
  const tool = readerTool(name);
  const entry = catalogue.repros.get(repro);
  const verdict = catalogue.verdicts.get(repro)?.data;
  if (entry === undefined || verdict === undefined) return [];
  const definitions = casesOf(knownRepro(catalogue, entry), cases);
  const exact = new Map(
    verdict.toolchains.flatMap((one): [string, string][] => {
      const version = exactVersion(one.tool, one.version, one.reports);
      return version === undefined
        ? []
        : [[`${one.tool} ${one.version}`, version]];
    }),
  );
  const found = new Map<string, { shown: CellResult[]; clean: CellResult[] }>();
  for (const cell of verdict.cells) {
    const definition = definitions.get(cell.case);
    const version = definition && versionOf(cell, tool, exact);
    if (definition === undefined || version === undefined) continue;
    const at = found.get(version) ?? { shown: [], clean: [] };
    if (shows(definition, cell)) at.shown.push(cell);
    else if (cell.outcome === "clean" && speaks(definition, cell, tool))
      at.clean.push(cell);
    else continue;
    found.set(version, at);
  }
  const order = byVersion(tool);
  return [...found]
    .map(([version, { shown, clean }]) => {
      const affected = shown.length > 0;
      const cases = (affected ? shown : clean).map((cell) => cell.case);
      return { version, affected, cases: [...new Set(cases)], shown, clean };
    })
    .sort((a, b) => order(a.version, b.version));
}

function casesOf(
  { manifest }: Repro,
  wanted: readonly string[],
): ReadonlyMap<string, ReproCase> {
  return new Map(
    manifest.cases
      .filter(({ id }) => wanted.includes(id))
      .map((one) => [one.id, one]),
  );
}
