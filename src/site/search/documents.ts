import type { SignatureFiles } from "../../catalog/read/signatures.ts";
import type { Hazard, Symptom } from "../../catalog/schema/index.ts";
import type { Signature } from "../../catalog/schema/signature.ts";
import { toolTitle } from "../../catalog/versions/tools.ts";
import type { Standing } from "./hit.ts";
import type { SearchPage } from "./page.ts";
import { hazardValues, symptomValues } from "./values.ts";
import { termsOf } from "./words.ts";

/** A page with the words that the index reads and the box is not given. */
export interface Document {
  readonly page: SearchPage;
  /** What the page's signatures look for, and what each means. */
  readonly signs: readonly string[];
}

interface Entry<Data> {
  readonly id: string;
  readonly data: Data;
}

/** What the catalogue has for the search, and what only the site can say of a page. */
export interface Sources {
  readonly hazards: readonly Entry<Hazard>[];
  readonly symptoms: readonly Entry<Symptom>[];
  readonly signatures: Pick<SignatureFiles, "hazards" | "symptoms">;
  readonly address: (kind: SearchPage["kind"], slug: string) => string;
  readonly standing?: (hazard: Hazard) => Standing;
}

/** A signature that weighs less is met in many other logs too, so its text is no name of the page. */
const tellingPoints = 3;

/** Everything that is indexed: hazards by their code, then symptoms. */
export function documentsOf(sources: Sources): Document[] {
  const { hazards, symptoms, signatures, address, standing } = sources;
  return [
    ...hazards.map(({ id, data }): Document => {
      const signs = signatures.hazards.get(id)?.signatures ?? [];
      const url = address("hazard", id);
      const { code, seen, title, summary } = data;
      return {
        page: {
          url,
          slug: id,
          kind: "hazard",
          code,
          seen,
          title,
          summary,
          names: unique([
            code,
            id.replaceAll("-", " "),
            seen,
            ...data.aliases,
            ...phrases(signs, tellingPoints),
          ]),
          tools: unique(
            data.affected.flatMap(({ tool }) =>
              termsOf(`${tool} ${toolTitle(tool)}`),
            ),
          ),
          values: hazardValues(data),
          ...(standing === undefined ? {} : { standing: standing(data) }),
          fix: `${url}#fix`,
        },
        signs: [...phrases(signs), ...meanings(signs)],
      };
    }),
    ...symptoms.map(({ id, data }): Document => {
      const signs = signatures.symptoms.get(id)?.signatures ?? [];
      return {
        page: {
          url: address("symptom", id),
          slug: id,
          kind: "symptom",
          title: data.title,
          summary: data.summary,
          names: unique([
            id.replaceAll("-", " "),
            ...data.messages,
            ...data.aliases,
            ...phrases(signs, tellingPoints),
          ]),
          tools: [],
          values: symptomValues(data, hazards),
        },
        signs: [...phrases(signs), ...meanings(signs)],
      };
    }),
  ];
}

/** The texts that signatures look for; not those that speak against the page. */
function phrases(signs: readonly Signature[], points = 0): string[] {
  return signs
    .filter((one) => one.speaks === "for" && one.points >= points)
    .flatMap(({ match }) => ("text" in match ? match.text : []));
}

function meanings(signs: readonly Signature[]): string[] {
  return signs.filter((one) => one.speaks === "for").map(({ means }) => means);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
