import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** What the page shows is what was run: the very files. */
export const staleVerdict = {
  rule: "stale-verdict",
  about: "A verdict measured the files that the reproducer has now.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const verdict of catalogue.verdicts.values()) {
      const repro = catalogue.repros.get(verdict.slug);
      if (repro === undefined || repro.sources === verdict.data.sources)
        continue;
      yield {
        ...place(verdict, ["sources"]),
        found: `it measured other files than ${repro.folder} has now (${verdict.data.sources.slice(0, 12)}, now ${repro.sources.slice(0, 12)})`,
        expected: "a verdict of the files as they are",
        todo: `Run misbuilt verify ${verdict.slug} --matrix --record.`,
      };
    }
  },
} as const satisfies Check;
