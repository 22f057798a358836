import { cellKey, nameOf } from "../cells/cell.ts";
import { knownRepro } from "../cells/known.ts";
import { plan, PlanError } from "../cells/plan.ts";
import type { Catalogue, Entry, ReproEntry } from "../read/load.ts";
import { historyName, historyPath } from "../history/history.ts";
import { fieldName, type Finding } from "../problem.ts";
import type { Fault, Planned } from "../recorded/recorded.ts";
import { isOfHistory } from "../recorded/where.ts";
import type { Verdict } from "../schema/index.ts";
import { place } from "./references.ts";

/** The cells of a reproducer’s whole matrix by their keys; none where its manifest is wrong in a way that other rules report. */
export function plannedCells(
  catalogue: Catalogue,
  entry: ReproEntry,
): Planned | undefined {
  try {
    const cells = plan([knownRepro(catalogue, entry)], {
      matrix: true,
      cases: [],
      tools: {},
    });
    const planned = new Map(cells.map((cell) => [cellKey(nameOf(cell)), cell]));
    // Where two cases have one id, nobody can say whose cells are meant.
    return planned.size === cells.length ? planned : undefined;
  } catch (error) {
    if (error instanceof PlanError) return undefined;
    throw error;
  }
}

/**
 * The verdicts that measured the files as they are now, each with the matrix that it must be of. An older one is refused as
 * stale, and cannot be held to a manifest that it did not see.
 */
export function* freshVerdicts(
  catalogue: Catalogue,
): Generator<{ verdict: Entry<Verdict>; planned: Planned }> {
  for (const verdict of catalogue.verdicts.values()) {
    const repro = catalogue.repros.get(verdict.slug);
    if (repro === undefined || repro.sources !== verdict.data.sources) continue;
    const planned = plannedCells(catalogue, repro);
    if (planned !== undefined) yield { verdict, planned };
  }
}

/** The line of the history that says of a cell or a run what is at fault. */
function lineOf(
  catalogue: Catalogue,
  { slug, data }: Entry<Verdict>,
  { path }: Fault,
): number | undefined {
  const seenIn = catalogue.histories.get(slug)?.seenIn;
  const [of, index] = path;
  const cell = of === "cells" ? data.cells[Number(index)] : undefined;
  if (cell !== undefined) return seenIn?.get(historyName(cell))?.line;
  const id = data.runs[Number(index)]?.id;
  return [...(seenIn?.values() ?? [])].find(({ run }) => run?.id === id)?.line;
}

/** A fault as `check` reports it: of what was found, or of what the history says of when and where. */
export function finding(
  catalogue: Catalogue,
  verdict: Entry<Verdict>,
  fault: Fault,
): Finding {
  const { path, found, expected } = fault;
  const todo = `Restore the file with git, or run misbuilt verify ${verdict.slug} --matrix --record.`;
  const rest = { found, expected, todo };
  if (!isOfHistory(fault)) return { ...place(verdict, path), ...rest };
  return {
    file: historyPath(verdict.slug),
    field: fieldName(path),
    line: lineOf(catalogue, verdict, fault),
    ...rest,
  };
}
