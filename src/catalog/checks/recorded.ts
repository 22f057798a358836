import { cellKey, nameOf } from "../cells/cell.ts";
import { knownRepro } from "../cells/known.ts";
import { plan, PlanError } from "../cells/plan.ts";
import type { Catalogue, Entry, ReproEntry } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Fault, Planned } from "../recorded/recorded.ts";
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

/** A fault as `check` reports it. */
export function finding(verdict: Entry<Verdict>, fault: Fault): Finding {
  const { path, found, expected } = fault;
  return {
    ...place(verdict, path),
    found,
    expected,
    todo: `Restore the file with git, or run misbuilt verify ${verdict.slug} --matrix --record.`,
  };
}
