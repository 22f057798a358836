import type { Catalogue } from "../read/load.ts";
import { didYouMean } from "../nearest.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** Without a source for the tool its cells can never run. */
export const unknownTool = {
  rule: "unknown-tool",
  about:
    "Each tool and version of a manifest has a source in repros/toolchains.yaml.",
  *find(catalogue: Catalogue): Generator<Finding> {
    const sources = catalogue.toolchains;
    if (sources === undefined) return;
    const known = sources.data.tools;
    for (const repro of catalogue.repros.values())
      for (const [tool, { versions }] of Object.entries(repro.data.tools)) {
        const source = known[tool];
        if (source === undefined) {
          const near = didYouMean(tool, Object.keys(known)).trim();
          yield {
            ...place(repro, ["tools", tool]),
            found: `no tool "${tool}" in ${sources.file}`,
            expected: `one of ${Object.keys(known).join(", ")}`,
            todo: near === "" ? `Add it to ${sources.file}.` : near,
          };
          continue;
        }
        for (const version of versions)
          if (!Object.hasOwn(source.versions, version))
            yield {
              ...place(repro, ["tools", tool, "versions"]),
              found: `no version "${version}" of ${tool} in ${sources.file}`,
              expected: `one of ${Object.keys(source.versions).join(", ")}`,
              todo: `Add it to ${sources.file}, or remove it here.`,
            };
      }
  },
} as const satisfies Check;
