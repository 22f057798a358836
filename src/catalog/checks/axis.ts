import type { Catalogue, ReproEntry } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { bodyPlace, place } from "./references.ts";

/** A matrix of two axes is drawn along what really varies. */
export const axis = {
  rule: "axis",
  about:
    "The axes of a manifest are tools that it has or variables that a case varies, and a page’s matrix names two of them.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const repro of catalogue.repros.values()) yield* unknownParts(repro);
    for (const page of catalogue.hazards.values()) {
      const repro = catalogue.repros.get(page.data.repro);
      if (repro === undefined) continue;
      const ids = repro.data.axes.map(({ id }) => id);
      for (const { name, attributes, line } of page.content.tags)
        for (const key of ["rows", "columns"]) {
          const id = attributes.get(key);
          if (name !== "Matrix" || id === undefined || ids.includes(id))
            continue;
          yield {
            ...bodyPlace(page, line, `<Matrix> ${key}`),
            found: `no axis "${id}" in ${repro.file}`,
            expected:
              ids.length === 0
                ? "an axis; the manifest has none"
                : `one of ${ids.join(", ")}`,
            todo: `Correct it, or add the axis to ${repro.file}.`,
          };
        }
    }
  },
} as const satisfies Check;

function* unknownParts(repro: ReproEntry): Generator<Finding> {
  const { axes, tools, cases } = repro.data;
  for (const [index, one] of axes.entries()) {
    if ("param" in one) {
      if (cases.some(({ vary }) => one.param in vary)) continue;
      yield {
        ...place(repro, ["axes", index, "param"]),
        found: `no case varies ${one.param}`,
        expected: "a variable under `vary` of a case",
        todo: "Vary it, or remove the axis.",
      };
      continue;
    }
    for (const [at, tool] of one.tools.entries())
      if (!(tool in tools))
        yield {
          ...place(repro, ["axes", index, "tools", at]),
          found: `no tool "${tool}" in this manifest`,
          expected: `one of ${Object.keys(tools).join(", ")}`,
          todo: "Correct it, or add the tool.",
        };
  }
}
