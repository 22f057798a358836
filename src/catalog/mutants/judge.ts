import type { Cell } from "../cells/cell.ts";
import { fits, recognise, type Observation } from "../cells/recognise.ts";
import type { Mutant, Outcome } from "../schema/index.ts";

/** What a mutant came to. */
export interface MutantOpinion {
  readonly outcome: Outcome;
  readonly caught: boolean;
  readonly detail: string;
}

function ended({ build, run }: Observation): string {
  const step = run.exit === null ? build : run;
  const name = run.exit === null ? "build" : "run";
  const words = `${step.stdout}${step.stderr}`.trim().slice(-600);
  return `${name} exited ${step.exit ?? "?"}${words === "" ? "" : `, and said: ${words}`}`;
}

/**
 * Judges a mutant: caught is exactly the outcome that it must have, by the failure that was meant. What ended at a limit or
 * by an accident of the harness is never caught.
 */
export function judgeMutant(
  mutant: Mutant,
  cell: Cell,
  observation: Observation,
): MutantOpinion {
  if (observation.problem !== undefined)
    return { outcome: "error", caught: false, detail: observation.problem };
  const found = recognise(cell, observation);
  const [only] = found;
  const outcome = only === undefined || found.length > 1 ? "error" : only;
  if (found.length > 1)
    return {
      outcome,
      caught: false,
      detail: `it fits the signs of ${found.join(" and ")}; ${ended(observation)}`,
    };
  if (outcome !== mutant.outcome)
    return {
      outcome,
      caught: false,
      detail: `expected ${mutant.outcome}, got ${outcome}: the case does not notice the change; ${ended(observation)}`,
    };
  if (mutant.sign !== undefined && !fits(mutant.sign, observation))
    return {
      outcome,
      caught: false,
      detail: `it is ${outcome}, as it must be, but not by the failure that its sign describes; ${ended(observation)}`,
    };
  return { outcome, caught: true, detail: firstLine(ended(observation)) };
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
