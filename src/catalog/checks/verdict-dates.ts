import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import { dateFaults } from "../recorded/dates.ts";
import type { Check } from "./check.ts";
import { finding } from "./recorded.ts";

/** Nobody measured tomorrow. */
export const verdictDates = {
  rule: "verdict-dates",
  about:
    "The dates of a verdict’s runs and cells have been (5 minutes are left for clocks), and follow one another.",
  *find(catalogue: Catalogue): Generator<Finding> {
    const now = Date.now();
    for (const verdict of catalogue.verdicts.values())
      for (const fault of dateFaults(verdict.data, now))
        yield finding(catalogue, verdict, fault);
  },
} as const satisfies Check;
