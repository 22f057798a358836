import { knownRepro } from "../cells/known.ts";
import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import { readerTool } from "../versions/tools.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** A case that no range names could show the hazard anywhere, and nobody would compare it. */
export const rangeCases = {
  rule: "range-cases",
  about:
    "Every case that shows the hazard measures a range, and every range is measured by cases of its tool.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const hazard of catalogue.hazards.values()) {
      const { affected, repro: slug } = hazard.data;
      const repro = catalogue.repros.get(slug);
      if (repro === undefined) continue;
      const { cases } = knownRepro(catalogue, repro).manifest;
      const named = new Set(affected.flatMap((entry) => entry.cases));
      const left = cases.filter(
        ({ id, role }) => role === "hazard" && !named.has(id),
      );
      if (left.length > 0)
        yield {
          ...place(hazard, ["affected"]),
          found: `no range names ${left.map(({ id }) => id).join(", ")}`,
          expected: "every case with the role hazard under cases of a tool",
          todo: "Add it to the tool whose versions it measures.",
        };
      for (const [index, { tool, cases: own }] of affected.entries())
        for (const [at, id] of own.entries()) {
          const definition = cases.find((one) => one.id === id);
          if (definition === undefined) continue;
          const tools = Object.keys(definition.tools);
          if (tools.some((one) => readerTool(one) === readerTool(tool)))
            continue;
          yield {
            ...place(hazard, ["affected", index, "cases", at]),
            found: `case "${id}" does not use ${tool}`,
            expected: `a case with ${tool} among its tools; it has ${tools.join(", ")}`,
            todo: "Remove it here, or name it under another tool.",
          };
        }
    }
  },
} as const satisfies Check;
