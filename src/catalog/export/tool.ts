import type { Standing, ToolStandings } from "../affected/tools.ts";
import { schemeWords, toolAliases } from "../versions/tools.ts";
import { versionResult } from "./hazard.ts";

/** A tool in short: an entry of `/api/v1/tools.json`. */
export function toolSummary({ tool, title, versions }: ToolStandings) {
  return {
    tool,
    title,
    aliases: toolAliases(tool),
    scheme: schemeWords(tool),
    versions,
    url: `/tools/${tool}/`,
  };
}
export type ToolSummary = ReturnType<typeof toolSummary>;

/** The same out of the whole. */
export function toolSummaryOf({
  tool,
  title,
  aliases,
  scheme,
  versions,
  url,
}: ToolDetail): ToolSummary {
  return { tool, title, aliases, scheme, versions, url };
}

function toolHazard({ hazard, entry, measured, words }: Standing) {
  const { code, title, status } = hazard.data;
  return {
    code,
    slug: hazard.slug,
    title,
    url: `/hazards/${hazard.slug}/`,
    status,
    ...entry,
    versions: words.versions,
    under: words.conditions,
    ...(words.fixed === undefined ? {} : { fixed: words.fixed }),
    unknown: words.unknown,
    measured: measured.map(versionResult),
  };
}
export type ToolHazard = ReturnType<typeof toolHazard>;

/** All of a tool: what `/api/v1/tools/<tool>.json` and `misbuilt list --tool` start from. */
export function toolDetail(standings: ToolStandings) {
  return {
    ...toolSummary(standings),
    hazards: standings.standings.map(toolHazard),
  };
}
export type ToolDetail = ReturnType<typeof toolDetail>;
