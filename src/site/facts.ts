import { toolchainWords } from "../catalog/export/hazard.ts";
import type { Symptom } from "../catalog/schema/index.ts";
import { verification } from "../catalog/verification.ts";
import type { HazardPage } from "./catalogue.ts";

type Facts = Readonly<Record<string, unknown>>;
type Address = (path: string) => string;

/** What the Markdown of a hazard’s page says in front matter. */
export function hazardFacts(
  { hazard, slug, standings, site }: HazardPage,
  address: Address,
): Facts {
  const { state, lastVerified } = verification(site.known, hazard.repro);
  return {
    title: hazard.title,
    code: hazard.code,
    json: address(`/api/v1/hazards/${slug}.json`),
    status: hazard.status,
    statusNote: hazard.statusNote,
    verification: state,
    lastVerified,
    toolchains: standings.map(({ words }) => toolchainWords(words)),
    platforms: hazard.platforms,
    languages: hazard.languages,
    seen: hazard.seen,
    symptoms: hazard.symptoms.map((one) => address(`/symptoms/${one}.md`)),
    aliases: hazard.aliases,
    published: hazard.published,
    updated: hazard.updated,
  };
}

/** The same of a symptom’s page. */
export function symptomFacts({
  platforms,
  aliases,
  published,
  updated,
}: Symptom): Facts {
  return { platforms, aliases, published, updated };
}
