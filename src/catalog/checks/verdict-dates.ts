import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import { dateFaults } from "../recorded/dates.ts";
import type { Check } from "./check.ts";
import { finding } from "./recorded.ts";

/** Nobody measured tomorrow. */
export const verdictDates = {
  rule: "verdict-dates",
  about:
    "A verdict’s dates have been (5 minutes are left for clocks), follow one another, and end with its newest cell’s.",
  *find(catalogue: Catalogue): Generator<Finding> {
    const now = Date.now();
    for (const verdict of catalogue.verdicts.values()) {
      const { cells, recordedAt } = verdict.data;
      const newest = cells.reduce(
        (last, { measuredAt }) => (measuredAt > last ? measuredAt : last),
        "",
      );
      if (recordedAt !== newest)
        yield finding(verdict, {
          path: ["recordedAt"],
          found: recordedAt,
          expected: `${newest}, when its newest cell ran`,
        });
      for (const fault of dateFaults(verdict.data, now))
        yield finding(verdict, fault);
    }
  },
} as const satisfies Check;
