import { signatureEnding } from "../read/signatures.ts";
import { listFiles } from "../read/files.ts";
import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** A reader finds a page by what was printed, or, where nothing is, by what the check says of their file. */
export const silent = {
  rule: "silent",
  about:
    "A hazard has signatures, and a symptom messages. One that is silent has none, and a silent hazard offers an affected check in their place.",
  async *find(catalogue: Catalogue): AsyncGenerator<Finding> {
    const folder = "content/hazards";
    const files = new Set(await listFiles(catalogue.root, folder));
    for (const hazard of catalogue.hazards.values()) {
      const name = `${hazard.slug}${signatureEnding}`;
      const signed = files.has(name);
      if (hazard.data.silent === signed)
        yield {
          ...place(hazard, ["silent"]),
          found: signed
            ? `it is silent, and ${folder}/${name} has signs of it in logs`
            : `there is no ${folder}/${name}`,
          expected: signed
            ? "no signatures of a hazard that prints nothing"
            : "the signs by which diagnose knows it",
          todo: signed
            ? "Remove silent: true, or the file."
            : "Write the file, or say silent: true where nothing is printed.",
        };
      const check = catalogue.repros.get(hazard.data.repro)?.data.affected;
      if (hazard.data.silent && check !== undefined && "none" in check)
        yield {
          ...place(hazard, ["silent"]),
          found: `it is silent, and repros/${hazard.data.repro}/repro.yaml offers no affected check`,
          expected: "a check, because nothing else tells a reader",
          todo: "Write affected.sh, which examines the artefact or the project.",
        };
    }
    for (const symptom of catalogue.symptoms.values()) {
      const { silent, messages } = symptom.data;
      if (silent !== messages.length > 0) continue;
      yield {
        ...place(symptom, ["messages"]),
        found: silent
          ? "it is silent, and has messages"
          : "there are none, and the symptom is not silent",
        expected: "messages, or silent: true",
        todo: silent
          ? "Remove the messages, or silent: true."
          : "Add what the tools print, or silent: true where they print nothing.",
      };
    }
  },
} as const satisfies Check;
