import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import { outcomeFaults } from "../recorded/outcome.ts";
import type { Check } from "./check.ts";
import { finding, freshVerdicts } from "./recorded.ts";

/** An outcome is recognised, not claimed: its sign can be seen in what was recorded. */
export const verdictOutcome = {
  rule: "verdict-outcome",
  about:
    "A cell’s outcome fits its exit statuses and what it printed, by the manifest’s signs.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const { verdict, planned } of freshVerdicts(catalogue))
      for (const fault of outcomeFaults(verdict.data, planned))
        yield finding(catalogue, verdict, fault);
  },
} as const satisfies Check;
