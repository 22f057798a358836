import type { Catalogue, PageEntry } from "../read/load.ts";
import type { FieldPath, Finding } from "../problem.ts";
import type { Hazard, Role } from "../schema/index.ts";
import type { Check } from "./check.ts";
import { place, workaroundCases } from "./references.ts";

/** A badge is the verdict of a case that was run for that very purpose. */
export const caseRole = {
  rule: "case-role",
  about:
    "A workaround’s case has the role workaround, a dead end’s case dead-end, a bug’s of a family hazard.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const hazard of catalogue.hazards.values()) {
      const { family, workarounds, deadEnds } = hazard.data;
      for (const [index, bug] of family.entries())
        yield* unlike(catalogue, hazard, bug.case, "hazard", [
          "family",
          index,
          "case",
        ]);
      for (const { id, path } of workaroundCases(workarounds))
        yield* unlike(catalogue, hazard, id, "workaround", path);
      for (const [index, one] of deadEnds.entries())
        if (one.case !== undefined)
          yield* unlike(catalogue, hazard, one.case, "dead-end", [
            "deadEnds",
            index,
            "case",
          ]);
    }
  },
} as const satisfies Check;

function* unlike(
  catalogue: Catalogue,
  hazard: PageEntry<Hazard>,
  id: string,
  role: Role,
  path: FieldPath,
): Generator<Finding> {
  const repro = catalogue.repros.get(hazard.data.repro);
  const cases = repro?.data.cases ?? [];
  const found = cases.find((one) => one.id === id);
  if (repro === undefined || found === undefined || found.role === role) return;
  const fit = cases.filter((one) => one.role === role).map((one) => one.id);
  yield {
    ...place(hazard, path),
    found: `case "${id}" has the role ${found.role} in ${repro.file}`,
    expected: `a case with the role ${role}: ${fit.length === 0 ? "there is none" : fit.join(", ")}`,
    todo: `Name such a case, or correct the role in ${repro.file}.`,
  };
}
