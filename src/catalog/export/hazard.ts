import { standingsOf } from "../affected/tools.ts";
import type { AffectedWords } from "../affected/words.ts";
import type { Catalogue, PageEntry } from "../read/load.ts";
import type { Hazard, Workaround } from "../schema/index.ts";
import { snippetText } from "../read/snippet.ts";
import { caseVerifications, verification } from "../verification.ts";

/** A hazard in a list: `misbuilt list --json` and `/api/v1/hazards.json`. */
export function hazardSummary(catalogue: Catalogue, entry: PageEntry<Hazard>) {
  const { data, slug } = entry;
  const { code, title, summary, seen, status, statusNote, symptoms } = data;
  const { state, lastVerified } = verification(catalogue, data.repro);
  return {
    code,
    slug,
    title,
    summary,
    seen,
    status,
    statusNote,
    symptoms,
    url: `/hazards/${slug}/`,
    verification: state,
    lastVerified,
    updated: data.updated,
  };
}
export type HazardSummary = ReturnType<typeof hazardSummary>;

/** Every hazard, by code. */
export function hazardSummaries(catalogue: Catalogue): HazardSummary[] {
  return [...catalogue.hazards.values()]
    .map((entry) => hazardSummary(catalogue, entry))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Who is affected in words, as the API has said it from its first day. */
export function toolchainWords({
  title,
  versions,
  conditions,
  fixed,
}: AffectedWords) {
  const affected = conditions === "" ? versions : `${versions} ${conditions}`;
  return { name: title, affected, ...(fixed === undefined ? {} : { fixed }) };
}

/**
 * All of one hazard: its front matter, the text of its snippets, and what its cases came to. `misbuilt show --json` and
 * `/api/v1/hazards/<slug>.json`. Throws where a snippet’s file or region is missing.
 */
export async function hazardDetail(
  catalogue: Catalogue,
  entry: PageEntry<Hazard>,
) {
  const summary = hazardSummary(catalogue, entry);
  const standings = standingsOf(catalogue, entry);
  const withText = async ({ snippet, ...rest }: Workaround) => {
    if (snippet === undefined) return rest;
    const text = await snippetText(catalogue.root, snippet);
    return { ...rest, snippet: { ...snippet, text } };
  };
  return {
    ...entry.data,
    ...summary,
    toolchains: standings.map(({ words }) => toolchainWords(words)),
    affected: standings.map(({ entry: affected, measured, words }) => ({
      ...affected,
      unknown: words.unknown,
      measured: measured.map(({ version, affected: shown }) => ({
        version,
        affected: shown.length > 0,
      })),
    })),
    workarounds: await Promise.all(entry.data.workarounds.map(withText)),
    cases: caseVerifications(catalogue, entry.data.repro),
  };
}
export type HazardDetail = Awaited<ReturnType<typeof hazardDetail>>;
