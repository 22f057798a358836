import type {
  AffectedAnswer,
  Params,
  ReproCase,
  Reproducer,
  ToolVersions,
} from "../schema/index.ts";
import { cellKey, compareText, nameOf, type Cell, type Repro } from "./cell.ts";

/** Which cells of the catalogue are wanted. */
export interface Selection {
  /** Everything, instead of the pinned versions alone. */
  readonly matrix: boolean;
  /** Only these cases, where any is named. */
  readonly cases: readonly string[];
  /** Only cells with one of these versions of each tool named here; chosen out of the whole matrix. */
  readonly tools: Readonly<Record<string, readonly string[]>>;
}

export const pinnedOnly: Selection = { matrix: false, cases: [], tools: {} };

/** A manifest or a selection names something that is not there. The message says what, where, and what there is. */
export class PlanError extends Error {
  override readonly name = "PlanError";
}

function listed(names: Iterable<string>): string {
  return [...new Set(names)].sort(compareText).join(", ");
}

function product<Value>(
  choices: readonly (readonly [string, readonly Value[]])[],
): Record<string, Value>[] {
  let rows: Record<string, Value>[] = [{}];
  for (const [name, values] of choices) {
    rows = rows.flatMap((row) =>
      values.map((value) => ({ ...row, [name]: value })),
    );
  }
  return rows;
}

function versionsOf(
  repro: Repro,
  definition: ReproCase,
  tool: string,
  whole: boolean,
): string[] {
  const where = `repros/${repro.slug}/repro.yaml: case ${definition.id}: tools.${tool}`;
  const known = repro.manifest.tools[tool];
  if (known === undefined)
    throw new PlanError(
      `${where}: expected a tool that the manifest's own "tools" lists (${Object.keys(repro.manifest.tools).join(", ")})`,
    );
  const choice = definition.tools[tool] ?? "all";
  const own =
    choice === "all"
      ? known.versions
      : choice === "pinned"
        ? known.pinned
        : choice;
  const chosen = definition.pinned[tool];
  const other = chosen?.find((version) => !own.includes(version));
  if (other !== undefined)
    throw new PlanError(
      `repros/${repro.slug}/repro.yaml: case ${definition.id}: pinned.${tool}: version "${other}" is not in tools.${tool} of the case (${listed(own)})`,
    );
  const stray = [...own, ...known.pinned].find(
    (version) => !known.versions.includes(version),
  );
  if (stray !== undefined)
    throw new PlanError(
      `${where}: version "${stray}" is not in the manifest's tools.${tool}.versions (${known.versions.join(", ")})`,
    );
  if (whole) return own;
  if (chosen !== undefined) return chosen;
  // The matrix alone has versions of a tool that pins none.
  if (known.pinned.length === 0) return [];
  const pinned = own.filter((version) => known.pinned.includes(version));
  // A case about other versions alone would otherwise never run by default.
  return pinned.length > 0 ? pinned : own;
}

/** The values that each variable of a case takes, in the whole matrix or in a pinned run. */
function valuesOf(
  repro: Repro,
  { id, vary, pinned, tools }: ReproCase,
  whole: boolean,
): [string, readonly string[]][] {
  for (const [name, values] of Object.entries(pinned)) {
    if (name in tools) continue;
    const where = `repros/${repro.slug}/repro.yaml: case ${id}: pinned.${name}`;
    const known = vary[name];
    if (known === undefined)
      throw new PlanError(
        `${where}: expected a variable that the case's "vary" lists, or a tool of the case (${listed([...Object.keys(vary), ...Object.keys(tools)])})`,
      );
    const stray = values.find((value) => !known.includes(value));
    if (stray !== undefined)
      throw new PlanError(
        `${where}: value "${stray}" is not in vary.${name} (${known.join(", ")})`,
      );
  }
  return Object.entries(vary).map(([name, values]) => [
    name,
    whole ? values : (pinned[name] ?? values),
  ]);
}

function fits(
  wanted: Record<string, string[]>,
  given: Record<string, string>,
): boolean {
  return Object.entries(wanted).every(([name, values]) => {
    const value = given[name];
    return value !== undefined && values.includes(value);
  });
}

type Exception = ReproCase["expect"]["except"][number];

/** The first exception that fits one combination; nothing where the case’s own expectation counts. */
export function exceptionFor(
  definition: ReproCase,
  tools: ToolVersions,
  params: Params,
): Exception | undefined {
  return definition.expect.except.find(
    (one) => fits(one.tools, tools) && fits(one.params, params),
  );
}

/** The case’s expectation for one combination: the first exception that fits, or the case’s own. */
export function expectationFor(
  definition: ReproCase,
  tools: ToolVersions,
  params: Params,
): Pick<Cell, "expected" | "expectedFile"> {
  const main = definition.expect;
  const file = (stdout: string | false): string | undefined =>
    stdout === false ? undefined : stdout;
  const mainFile = file(main.stdout ?? `expected/${definition.id}.txt`);
  const exception = exceptionFor(definition, tools, params);
  if (exception === undefined)
    return { expected: main.outcome, expectedFile: mainFile };
  const expectedFile =
    exception.stdout !== undefined
      ? file(exception.stdout)
      : exception.outcome === main.outcome
        ? mainFile
        : undefined;
  return { expected: exception.outcome, expectedFile };
}

/**
 * What the affected check must answer for one combination: the first declared difference that fits, or what the expected
 * outcome says. Nothing where nothing is built or no check is offered.
 */
export function answerFor(
  manifest: Reproducer,
  definition: ReproCase,
  tools: ToolVersions,
  params: Params,
): AffectedAnswer | undefined {
  const { expected } = expectationFor(definition, tools, params);
  const { affected } = manifest;
  if (affected === undefined || "none" in affected || expected === "blocked")
    return undefined;
  const declared = definition.affected.find(
    (one) => fits(one.tools, tools) && fits(one.params, params),
  );
  return (
    declared?.answer ?? (expected === "hazard" ? "affected" : "not-affected")
  );
}

function cellsOf(repro: Repro, definition: ReproCase, whole: boolean): Cell[] {
  const tools = product(
    Object.keys(definition.tools).map(
      (tool) => [tool, versionsOf(repro, definition, tool, whole)] as const,
    ),
  );
  const params = product(valuesOf(repro, definition, whole));
  return tools.flatMap((toolRow) =>
    params.map((paramRow) => ({
      repro,
      definition,
      tools: toolRow,
      params: paramRow,
      ...expectationFor(definition, toolRow, paramRow),
      expectedAnswer: answerFor(repro.manifest, definition, toolRow, paramRow),
    })),
  );
}

/** A selection that selects nothing is a typing mistake: say what there is. */
function refuseUnknown(repros: readonly Repro[], selection: Selection): void {
  const cases = repros.flatMap((repro) =>
    repro.manifest.cases.map((definition) => definition.id),
  );
  const stray = selection.cases.find((id) => !cases.includes(id));
  if (stray !== undefined)
    throw new PlanError(`no case "${stray}": there are ${listed(cases)}`);
  for (const [tool, versions] of Object.entries(selection.tools)) {
    const known = repros.flatMap(
      (repro) => repro.manifest.tools[tool]?.versions ?? [],
    );
    if (known.length === 0)
      throw new PlanError(
        `no reproducer here uses the tool "${tool}": there are ${listed(repros.flatMap((repro) => Object.keys(repro.manifest.tools)))}`,
      );
    const other = versions.find((version) => !known.includes(version));
    if (other !== undefined)
      throw new PlanError(
        `no cell uses ${tool} ${other}: there are ${listed(known)}`,
      );
  }
}

/** The cells that a selection means, in the order of their names. */
export function plan(
  repros: readonly Repro[],
  selection: Selection = pinnedOnly,
): Cell[] {
  refuseUnknown(repros, selection);
  const wantedTools = Object.entries(selection.tools);
  const whole = selection.matrix || wantedTools.length > 0;
  const cells = repros
    .flatMap((repro) =>
      repro.manifest.cases
        .filter(
          (definition) =>
            selection.cases.length === 0 ||
            selection.cases.includes(definition.id),
        )
        .flatMap((definition) => cellsOf(repro, definition, whole)),
    )
    .filter((cell) =>
      wantedTools.every(([tool, versions]) => {
        const version = cell.tools[tool];
        return version !== undefined && versions.includes(version);
      }),
    )
    .map((cell) => ({ cell, key: cellKey(nameOf(cell)) }));
  return cells
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ cell }) => cell);
}

export type Limits = Reproducer["limits"];
