import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/**
 * One release has one executable. A distribution may build the same release anew, and then says so in its own words: only
 * with the same words must it be the same bytes.
 */
export const toolDigests = {
  rule: "tool-digests",
  about: "The same version of a tool is the same executable in every verdict.",
  *find(catalogue: Catalogue): Generator<Finding> {
    const known = new Map<string, { sha256: string; file: string }>();
    for (const verdict of catalogue.verdicts.values())
      for (const [index, one] of verdict.data.toolchains.entries()) {
        const { tool, version, source, sha256, reports } = one;
        const words = source === "apt" ? reports : "";
        const key = JSON.stringify([tool, version, source, words]);
        const other = known.get(key);
        if (other === undefined) known.set(key, { sha256, file: verdict.file });
        else if (other.sha256 !== sha256)
          yield {
            ...place(verdict, ["toolchains", index, "sha256"]),
            found: `${sha256.slice(0, 12)} of ${tool} ${version}`,
            expected: `${other.sha256.slice(0, 12)}, which ${other.file} has`,
            todo: `Restore both files with git, or run misbuilt verify ${verdict.slug} --matrix --no-cache --record; where the tool was rebuilt, record the other one anew as well.`,
          };
      }
  },
} as const satisfies Check;
