import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** A reader gets from the symptom to the hazard and back. */
export const oneWayLink = {
  rule: "one-way-link",
  about: "A hazard and a symptom that belong together name each other.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const hazard of catalogue.hazards.values())
      for (const [index, slug] of hazard.data.symptoms.entries()) {
        const symptom = catalogue.symptoms.get(slug);
        const causes = symptom?.data.causes.map((cause) => cause.hazard);
        if (symptom === undefined || causes?.includes(hazard.slug) === true)
          continue;
        yield {
          ...place(hazard, ["symptoms", index]),
          found: `${symptom.file} does not name this hazard`,
          expected: `a cause there with hazard: ${hazard.slug}`,
          todo: "Add the cause there, or remove the symptom here.",
        };
      }
    for (const symptom of catalogue.symptoms.values())
      for (const [index, cause] of symptom.data.causes.entries()) {
        const hazard = catalogue.hazards.get(cause.hazard ?? "");
        if (hazard?.data.symptoms.includes(symptom.slug) !== false) continue;
        yield {
          ...place(symptom, ["causes", index, "hazard"]),
          found: `${hazard.file} does not name this symptom`,
          expected: `"${symptom.slug}" in its symptoms`,
          todo: "Add the symptom there, or remove the hazard here.",
        };
      }
  },
} as const satisfies Check;
