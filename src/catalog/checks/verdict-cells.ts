import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import { missingCells, strangeCells } from "../recorded/cells.ts";
import type { Check } from "./check.ts";
import { finding, freshVerdicts } from "./recorded.ts";

/** A cell that was left out could have shown anything. */
export const verdictCells = {
  rule: "verdict-cells",
  about: "A verdict has every cell of its matrix, once, and no other.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const { verdict, planned } of freshVerdicts(catalogue)) {
      const { slug, data } = verdict;
      if (data.repro !== slug)
        yield finding(catalogue, verdict, {
          path: ["repro"],
          found: `"${data.repro}"`,
          expected: `"${slug}", as the file is called`,
        });
      for (const fault of [
        ...strangeCells(data, planned),
        ...missingCells(data, planned),
      ])
        yield finding(catalogue, verdict, fault);
    }
  },
} as const satisfies Check;
