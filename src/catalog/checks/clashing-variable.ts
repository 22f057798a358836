import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** Variables that `verify` sets itself, or that say where the shell finds its own commands. */
const taken = ["OUT", "PREPARED", "PATH", "HOME", "TMPDIR", "LC_ALL", "TZ"];

/** A variable holds one value: the second of two tools, or of a tool and a parameter, would hide the first. */
export const clashingVariable = {
  rule: "clashing-variable",
  about:
    "The tools, the variables and the parameters of a case are in variables of their own.",
  *find(catalogue: Catalogue): Generator<Finding> {
    const sources = catalogue.toolchains?.data.tools ?? {};
    for (const repro of catalogue.repros.values())
      for (const [index, one] of repro.data.cases.entries()) {
        const owners = new Map(taken.map((name) => [name, "misbuilt itself"]));
        const used = [
          ...Object.keys(one.tools).map((tool) => ({
            name: sources[tool]?.env,
            by: `the tool ${tool}`,
            path: ["cases", index, "tools", tool],
          })),
          ...(["env", "vary"] as const).flatMap((field) =>
            Object.keys(one[field]).map((name) => ({
              name,
              by: field,
              path: ["cases", index, field, name],
            })),
          ),
        ];
        for (const { name, by, path } of used) {
          if (name === undefined) continue;
          const other = owners.get(name);
          if (other !== undefined)
            yield {
              ...place(repro, path),
              found: `${name}, which ${other} sets too`,
              expected: "a variable that nothing else of the case sets",
              todo: by.startsWith("the tool")
                ? "Give the case one of the two tools."
                : "Give it another name.",
            };
          owners.set(name, by);
        }
      }
  },
} as const satisfies Check;
