import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import { expectedFaults } from "../recorded/expected.ts";
import type { Check } from "./check.ts";
import { finding, freshVerdicts } from "./recorded.ts";

/** What is expected is the manifest’s word, not the verdict’s. */
export const verdictExpected = {
  rule: "verdict-expected",
  about: "A cell’s role and expected outcome are those of the manifest.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const { verdict, planned } of freshVerdicts(catalogue))
      for (const fault of expectedFaults(verdict.data, planned))
        yield finding(catalogue, verdict, fault);
  },
} as const satisfies Check;
