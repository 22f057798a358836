import { valueDigest } from "../read/digest.ts";
import { compareText } from "../cells/cell.ts";
import type { CellResult, Run } from "../schema/index.ts";

/** The id of a run: the first 12 digits of a digest of the rest of its entry. */
export function runId(what: Omit<Run, "id">): string {
  const { startedAt, commit, modified, machine, sandbox } = what;
  const { cpu, kernel, os, features, cores } = machine;
  // Fields that older runs lack are undefined and leave no trace in the JSON.
  return valueDigest({
    startedAt,
    commit,
    modified,
    machine: { cpu, kernel, os, features, cores },
    sandbox,
  }).slice(0, 12);
}

/** The runs, each once, oldest first. */
export function distinctRuns(runs: readonly Run[]): Run[] {
  const each = new Map(runs.map((one) => [one.id, one]));
  return [...each.values()].sort((a, b) =>
    compareText(`${a.startedAt} ${a.id}`, `${b.startedAt} ${b.id}`),
  );
}

/** Those of the runs that the cells name. */
export function runsOf(
  cells: readonly Pick<CellResult, "printedIn" | "run">[],
  runs: readonly Run[],
): Run[] {
  const named = new Set(cells.flatMap((cell) => [cell.run, cell.printedIn]));
  return distinctRuns(runs.filter(({ id }) => named.has(id)));
}
