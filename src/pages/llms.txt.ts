import type { APIRoute } from "astro";
import { hazardSummaries } from "../catalog/export/hazard.ts";
import { catalogue } from "../site/catalogue.ts";
import { href } from "../site/urls.ts";

/** The catalogue as plain Markdown, for language models and other readers without a browser (llmstxt.org). */
export const GET: APIRoute = async ({ site }) => {
  const { known, symptoms } = await catalogue();
  const address = (path: string) => new URL(href(path), site).href;
  const lines = [
    "# misbuilt",
    "",
    "> Toolchain hazards: compilers, linkers and standard libraries that break correct code. Each page has a fix that was compiled and run, and a reproducer.",
    "",
    `All of it as JSON: [hazards](${address("/api/v1/hazards.json")}); each hazard with its snippets and verdict at /api/v1/hazards/SLUG.json.`,
    "",
    "## Hazards",
    "",
    ...hazardSummaries(known).map(
      (one) =>
        `- [${one.code} ${one.title}](${address(one.url)}): ${one.summary} Seen as: ${one.seen}. Status: ${one.statusNote}. Last verified: ${one.lastVerified ?? "not yet"}.`,
    ),
    "",
    "## Symptoms",
    "",
    ...symptoms.map(
      ({ id, data }) =>
        `- [${data.title}](${address(`/symptoms/${id}/`)}): ${data.summary}`,
    ),
    "",
  ];
  return new Response(lines.join("\n"), {
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
};
