import { toolTitle } from "../../catalog/versions/tools.ts";
import type { Hazard, Symptom } from "../../catalog/schema/index.ts";
import type { Values } from "./hit.ts";

/** What the search filters a hazard's page by; both of its indexes are given the same. */
export function hazardValues(hazard: Hazard): Values {
  return {
    toolchain: [...new Set(hazard.affected.map(({ tool }) => toolTitle(tool)))],
    platform: hazard.platforms,
    language: hazard.languages,
    status: [hazard.status],
  };
}

/** The same of a symptom's page: toolchains and languages are those of the hazards behind it. It has no status. */
export function symptomValues(
  symptom: Symptom,
  hazards: readonly { readonly id: string; readonly data: Hazard }[],
): Values {
  const causes = new Set(symptom.causes.map((cause) => cause.hazard));
  const behind = hazards
    .filter(({ id }) => causes.has(id))
    .map(({ data }) => hazardValues(data));
  const all = (name: string): string[] => [
    ...new Set(behind.flatMap((values) => values[name] ?? [])),
  ];
  return {
    toolchain: all("toolchain"),
    platform: symptom.platforms,
    language: all("language"),
  };
}
