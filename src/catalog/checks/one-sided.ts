import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** A hazard that shows always or never proves nothing about its cause. */
export const oneSided = {
  rule: "one-sided",
  about:
    "A reproducer shows the hazard in one case and its absence in another.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const repro of catalogue.repros.values()) {
      const { cases } = repro.data;
      const shows = cases.some(
        (one) => one.role === "hazard" && one.expect.outcome === "hazard",
      );
      const avoids = cases.some(
        (one) =>
          (one.role === "workaround" || one.role === "control") &&
          one.expect.outcome === "clean",
      );
      const missing = [
        ...(shows ? [] : ["case with the role hazard that expects hazard"]),
        ...(avoids
          ? []
          : ["case with the role workaround or control that expects clean"]),
      ];
      for (const what of missing)
        yield {
          ...place(repro, ["cases"]),
          found: `no ${what}`,
          expected: "both sides of the proof",
          todo: "Add such a case.",
        };
    }
  },
} as const satisfies Check;
