import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import { runFaults } from "../recorded/runs.ts";
import type { Check } from "./check.ts";
import { finding } from "./recorded.ts";

/** Where a cell was seen, and by what, is in its run. */
export const verdictRuns = {
  rule: "verdict-runs",
  about:
    "Each cell that ran names a run, and each run’s id is the digest of its entry.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const verdict of catalogue.verdicts.values())
      for (const fault of runFaults(verdict.data))
        yield finding(catalogue, verdict, fault);
  },
} as const satisfies Check;
