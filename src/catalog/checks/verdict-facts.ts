import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import { factFaults } from "../recorded/facts.ts";
import type { Check } from "./check.ts";
import { finding } from "./recorded.ts";

/** Pages draw and count what the facts say. */
export const verdictFacts = {
  rule: "verdict-facts",
  about:
    "A cell’s facts have the fields of the other cells of its case that came to the same.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const verdict of catalogue.verdicts.values())
      for (const fault of factFaults(verdict.data))
        yield finding(catalogue, verdict, fault);
  },
} as const satisfies Check;
