import { historyPath } from "../history/history.ts";
import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** A chain does not show that its last links are gone; the verdict does. */
export const historyEnd = {
  rule: "history-end",
  about: "A verdict names the last line of its reproducer’s history.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const verdict of catalogue.verdicts.values()) {
      const file = historyPath(verdict.slug);
      // A history that cannot be read is a problem of its own.
      if (catalogue.problems.some((one) => one.file === file)) continue;
      const lines = catalogue.histories.get(verdict.slug)?.lines ?? [];
      const last = lines.at(-1);
      const named = verdict.data.history;
      const at = {
        ...place(verdict, ["history"]),
        todo: `Restore both files with git; a verdict that was recorded by an older misbuilt is recorded anew by misbuilt verify ${verdict.slug} --record.`,
      };
      if (named === null) {
        if (last !== undefined)
          yield {
            ...at,
            found: "null",
            expected: `line ${lines.length} of ${file}, ${last}`,
          };
      } else if (last === undefined)
        yield {
          ...at,
          found: `line ${named.lines}, ${named.last}`,
          expected: `that line in ${file}: there is no such file`,
        };
      else if (named.last !== last || named.lines !== lines.length)
        yield {
          ...at,
          found: `line ${named.lines}, ${named.last}`,
          expected: `the last line of ${file}, which is line ${lines.length}, ${last}`,
        };
    }
  },
} as const satisfies Check;
