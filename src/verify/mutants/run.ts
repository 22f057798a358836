import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Cell, Repro } from "../../catalog/cells/cell.ts";
import { PlanError } from "../../catalog/cells/plan.ts";
import { inputsDigest } from "../../catalog/read/digest.ts";
import { cellOf } from "../../catalog/mutants/cell.ts";
import { mutantDigest } from "../../catalog/mutants/digest.ts";
import { judgeMutant } from "../../catalog/mutants/judge.ts";
import type { Mutant, MutantResult } from "../../catalog/schema/index.ts";
import { temporaryFolder } from "../abandoned.ts";
import { compareText } from "../../catalog/cells/cell.ts";
import { verify, type VerifyOptions, type VerifyRun } from "../verify.ts";
import { mutate } from "./mutate.ts";

/** A mutant of a reproducer, with the digest of what decides about it. */
export interface PlannedMutant {
  readonly repro: Repro;
  readonly mutant: Mutant;
  readonly digest: string;
}

/** Every mutant of the reproducers, in the order of their manifests. */
export async function planMutants(
  repros: readonly Repro[],
): Promise<PlannedMutant[]> {
  const planned: PlannedMutant[] = [];
  for (const repro of repros) {
    const inputs = await inputsDigest(repro.folder);
    for (const mutant of repro.manifest.mutants) {
      const digest = await mutantDigest(inputs, repro.manifest, mutant);
      planned.push({ repro, mutant, digest });
    }
  }
  return planned;
}

/** What the mutants came to, and the run in which they were seen. */
export interface MutantRun {
  readonly results: readonly MutantResult[];
  readonly run: VerifyRun;
}

/** Runs each mutant in the cell that it names, in a changed copy of its reproducer. */
export async function runMutants(
  planned: readonly PlannedMutant[],
  options: VerifyOptions,
): Promise<MutantRun> {
  const folder = await temporaryFolder("repro");
  try {
    const cells = new Map<Cell, PlannedMutant>();
    for (const [index, one] of planned.entries()) {
      const { repro, mutant } = one;
      const cell = cellOf(repro, mutant);
      if (cell === undefined)
        throw new PlanError(
          `repros/${repro.slug}/repro.yaml: mutant ${mutant.id}: expected a case, tools and params that the matrix has`,
        );
      const copy = await mutate(repro, mutant, join(folder, String(index)));
      cells.set({ ...cell, repro: copy }, one);
    }
    const run = await verify([...cells.keys()], options);
    const results = run.seen.flatMap((seen): MutantResult[] => {
      const one = cells.get(seen.cell);
      return one === undefined ? [] : [resultOf(one, seen)];
    });
    const name = ({ repro, mutant }: MutantResult) => `${repro}/${mutant}`;
    results.sort((a, b) => compareText(name(a), name(b)));
    return { results, run };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function resultOf(
  { repro, mutant, digest }: PlannedMutant,
  { cell, observation, missing }: VerifyRun["seen"][number],
): MutantResult {
  const opinion =
    observation === undefined
      ? { outcome: "unavailable" as const, caught: false, detail: missing }
      : judgeMutant(mutant, cell, observation);
  return {
    repro: repro.slug,
    case: mutant.case,
    mutant: mutant.id,
    kind: mutant.kind,
    outcome: opinion.outcome,
    expected: mutant.outcome,
    caught: opinion.caught,
    detail: opinion.detail,
    tools: cell.tools,
    params: cell.params,
    ms: observation?.ms ?? 0,
    measuredAt: observation?.measuredAt ?? new Date().toISOString(),
    run: observation?.by?.id ?? null,
    digest,
  };
}
