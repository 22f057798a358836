import { endPath, historyPath } from "../history/history.ts";
import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";

/** A chain does not show that its last links are gone; a file apart from it does. */
export const historyEnd = {
  rule: "history-end",
  about: "A history ends where its file in content/ends/ says.",
  *find(catalogue: Catalogue): Generator<Finding> {
    const { ends, histories, problems } = catalogue;
    for (const slug of new Set([...ends.keys(), ...histories.keys()])) {
      const file = historyPath(slug);
      // A history that cannot be read is a problem of its own.
      if (problems.some((one) => one.file === file)) continue;
      const lines = histories.get(slug)?.lines ?? [];
      const last = lines.at(-1);
      const named = ends.get(slug);
      const at = {
        file: endPath(slug),
        field: "",
        todo: "Restore both files with git.",
      };
      if (named === undefined) {
        if (last !== undefined)
          yield {
            ...at,
            found: "no such file",
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
