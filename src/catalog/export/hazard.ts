import type { VersionResult } from "../affected/measured.ts";
import { standingsOf } from "../affected/tools.ts";
import type { AffectedWords } from "../affected/words.ts";
import type { Catalogue, PageEntry } from "../read/load.ts";
import type {
  Hazard,
  MeasuredSnippet,
  Snippet,
  Workaround,
  WorkaroundSnippet,
} from "../schema/index.ts";
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

/** A snippet with its text, and the case that ran it where one did. */
async function snippetWithText(
  root: string,
  own: string,
  snippet: WorkaroundSnippet,
) {
  if (!("file" in snippet)) return snippet;
  const text = await snippetText(root, snippet);
  return { ...snippet, case: snippet.case ?? own, text };
}

/** A workaround with the text of its snippets. `snippet` and `copyTo` are those of the first that was run here. */
async function withText(root: string, one: Workaround) {
  const snippets = await Promise.all(
    one.snippets.map((snippet) => snippetWithText(root, one.case, snippet)),
  );
  const first = snippets.find((snippet) => "file" in snippet);
  return { ...one, snippets, ...(first && firstOf(first)) };
}

/** The first snippet as the API had it before there were several. */
function firstOf({
  file,
  region,
  text,
  copyTo,
}: MeasuredSnippet & { text: string }): FirstSnippet {
  return {
    snippet: { file, ...(region === undefined ? {} : { region }), text },
    ...(copyTo === undefined ? {} : { copyTo }),
  };
}

interface FirstSnippet {
  readonly snippet?: Snippet & { text: string };
  readonly copyTo?: string;
}

/** What was measured of a version, without the cells. */
export function versionResult({
  version,
  affected,
  cases,
}: VersionResult): VersionResult {
  return { version, affected, cases };
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
  const { root } = catalogue;
  const standings = standingsOf(catalogue, entry);
  return {
    ...entry.data,
    ...summary,
    toolchains: standings.map(({ words }) => toolchainWords(words)),
    affected: standings.map(({ entry: affected, measured, words }) => ({
      ...affected,
      unknown: words.unknown,
      measured: measured.map(versionResult),
    })),
    workarounds: await Promise.all(
      entry.data.workarounds.map((one) => withText(root, one)),
    ),
    cases: caseVerifications(catalogue, entry.data.repro),
  };
}
export type HazardDetail = Awaited<ReturnType<typeof hazardDetail>>;
