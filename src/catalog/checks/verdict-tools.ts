import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import { toolFaults } from "../recorded/tools.ts";
import type { Check } from "./check.ts";
import { finding } from "./recorded.ts";

/** A verdict without its compilers is about nothing. */
export const verdictTools = {
  rule: "verdict-tools",
  about:
    "A verdict lists every tool that ran and no other, each with the digest of its executable.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const verdict of catalogue.verdicts.values())
      for (const fault of toolFaults(verdict.data, catalogue.toolchains?.data))
        yield finding(catalogue, verdict, fault);
  },
} as const satisfies Check;
