import type { MutantRecord } from "../catalog/schema/index.ts";
import { count } from "./format.ts";

/** How well the proof was proved, in two sentences; nothing where no mutant was recorded. */
export function mutantWords(
  record: MutantRecord | undefined,
): string | undefined {
  if (record === undefined || record.mutants.length === 0) return undefined;
  const { mutants } = record;
  const caught = mutants.filter((one) => one.caught).length;
  const newest = mutants
    .map((one) => one.measuredAt)
    .reduce((a, b) => (a < b ? b : a));
  const noticed = caught === mutants.length ? "each" : `${caught}`;
  return `The proof was tested with ${count(mutants.length, "mutant")}: small changes that remove the hazard, break a workaround, or crash in another way. The run noticed ${noticed} of them, last on ${newest.slice(0, 10)}.`;
}
