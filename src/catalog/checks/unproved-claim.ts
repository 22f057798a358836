import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** `reproduced` is a word for what a case here showed, and nothing else. */
export const unprovedClaim = {
  rule: "unproved-claim",
  about:
    "A claim marked reproduced has a verdict in which its case came out as expected.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const hazard of catalogue.hazards.values())
      for (const [index, claim] of hazard.data.claims.entries()) {
        if (claim.evidence !== "reproduced") continue;
        const file = `content/verdicts/${claim.repro}.json`;
        const verdict = catalogue.verdicts.get(claim.repro);
        const cells =
          verdict?.data.cells.filter((cell) => cell.case === claim.case) ?? [];
        if (cells.some((cell) => cell.ok)) continue;
        yield {
          ...place(hazard, ["claims", index]),
          found:
            verdict === undefined
              ? `no verdict ${file}`
              : cells.length === 0
                ? `${file} has no cell of the case "${claim.case}"`
                : `no cell of the case "${claim.case}" in ${file} came out as expected`,
          expected: "a recorded cell that shows the claim",
          todo: `Run misbuilt verify ${claim.repro} --record, or write the claim as reported or inferred.`,
        };
      }
  },
} as const satisfies Check;
