import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { MutantKind, ReproCase } from "../schema/index.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** The kinds of mutants that a case must have. */
function demanded({ role, expect }: ReproCase): readonly MutantKind[] {
  if (role === "workaround") return ["sabotaged"];
  return role === "hazard" && expect.outcome !== "clean"
    ? ["repaired", "foreign"]
    : [];
}

/** A proof that was never seen to fail proves nothing. */
export const missingMutant = {
  rule: "missing-mutant",
  about:
    "Each hazard has a repaired and a foreign mutant, each workaround a sabotaged one, or a reason why not.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const repro of catalogue.repros.values()) {
      const { cases, mutants, withoutMutant } = repro.data;
      for (const [index, definition] of cases.entries())
        for (const kind of demanded(definition)) {
          const has = (one: { case: string; kind: MutantKind }): boolean =>
            one.case === definition.id && one.kind === kind;
          if (mutants.some(has) || withoutMutant.some(has)) continue;
          yield {
            ...place(repro, ["cases", index, "id"]),
            found: `case "${definition.id}" has no ${kind} mutant`,
            expected: `a ${definition.role} case with ${demanded(definition).join(" and ")} mutants`,
            todo: 'Add it under "mutants", or the reason why there can be none under "withoutMutant".',
          };
        }
      for (const [index, one] of withoutMutant.entries()) {
        const definition = cases.find(({ id }) => id === one.case);
        const needed =
          definition !== undefined && demanded(definition).includes(one.kind);
        const present = mutants.some(
          (other) => other.case === one.case && other.kind === one.kind,
        );
        if (needed && !present) continue;
        yield {
          ...place(repro, ["withoutMutant", index]),
          found: present
            ? `case "${one.case}" has a ${one.kind} mutant`
            : `no ${one.kind} mutant is demanded of "${one.case}"`,
          expected: "an exception that is needed",
          todo: "Remove it.",
        };
      }
    }
  },
} as const satisfies Check;
