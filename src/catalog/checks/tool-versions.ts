import type { Catalogue, ReproEntry } from "../read/load.ts";
import type { FieldPath, Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** A version that is in no list would never be run, and nobody would see it missing. */
export const toolVersions = {
  rule: "tool-versions",
  about: "Tools and versions that a manifest uses are in its own lists.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const repro of catalogue.repros.values()) {
      const { tools, cases } = repro.data;
      for (const [tool, { pinned }] of Object.entries(tools))
        yield* outside(repro, tool, pinned, ["tools", tool, "pinned"]);
      for (const [index, one] of cases.entries()) {
        const path = ["cases", index];
        for (const [tool, choice] of Object.entries(one.tools))
          yield* outside(
            repro,
            tool,
            typeof choice === "string" ? [] : choice,
            [...path, "tools", tool],
          );
        for (const [number, exception] of one.expect.except.entries())
          for (const [tool, versions] of Object.entries(exception.tools))
            yield* outside(repro, tool, versions, [
              ...path,
              "expect",
              "except",
              number,
              "tools",
              tool,
            ]);
      }
    }
  },
} as const satisfies Check;

function* outside(
  repro: ReproEntry,
  tool: string,
  versions: readonly string[],
  path: FieldPath,
): Generator<Finding> {
  const at = place(repro, path);
  const known = repro.data.tools[tool];
  if (known === undefined) {
    yield {
      ...at,
      found: `no tool "${tool}" under tools`,
      expected: `one of ${Object.keys(repro.data.tools).join(", ")}`,
      todo: "Add it under tools with its versions, or correct the name.",
    };
    return;
  }
  for (const version of versions)
    if (!known.versions.includes(version))
      yield {
        ...at,
        found: `version "${version}" is not listed`,
        expected: `one of tools.${tool}.versions: ${known.versions.join(", ")}`,
        todo: "Add it there, or correct it.",
      };
}
