import { loadRepros } from "../load.ts";
import type { MutantResult } from "../../catalog/schema/index.ts";
import { summarise, type Report } from "../report/report.ts";
import type { VerifyOptions } from "../verify.ts";
import { recordMutants } from "./record.ts";
import { planMutants, runMutants } from "./run.ts";

/** What all mutants of the catalogue came to. */
export interface Proved {
  readonly results: readonly MutantResult[];
  readonly summary: Report["summary"];
  readonly interrupted: boolean;
}

/** Runs every mutant of the catalogue and writes down what it came to, as it is done every night. */
export async function proveMutants(
  root: string,
  options: VerifyOptions,
): Promise<Proved> {
  const repros = await loadRepros(root, [], options.note);
  const planned = await planMutants(repros);
  if (planned.length === 0)
    return { results: [], summary: summarise([]), interrupted: false };
  const { results, run } = await runMutants(planned, options);
  const { interrupted, provenance } = run;
  if (!interrupted)
    await recordMutants(root, repros, planned, results, provenance.runs);
  return { results, summary: summarise([], results), interrupted };
}
