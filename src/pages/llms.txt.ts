import type { APIRoute } from "astro";
import { hazardSummaries } from "../catalog/export/hazard.ts";
import { catalogue } from "../site/catalogue.ts";
import { logHeadline } from "../site/log/log.ts";
import { toolsOf } from "../site/tools.ts";
import { text } from "../site/text.ts";
import { addressOf } from "../site/urls.ts";

const data = [
  [
    "Hazards",
    "/api/v1/hazards.json",
    "every hazard in short; one with its fixes, cases and verdict is at /api/v1/hazards/SLUG.json",
  ],
  [
    "Symptoms",
    "/api/v1/symptoms.json",
    "every symptom with its messages and causes",
  ],
  [
    "Tools",
    "/api/v1/tools.json",
    "every tool with the versions that were measured; who is affected is at /api/v1/tools/TOOL.json",
  ],
  [
    "Reproducers",
    "/api/v1/reproducers.json",
    "archives and files with their SHA-256",
  ],
  [
    "OSV",
    "/api/v1/osv.json",
    "the hazards in the shape of the Open Source Vulnerability format",
  ],
  ["Events", "/api/v1/events.json", "every change of an outcome"],
  [
    "Signatures",
    "/api/v1/signatures.json",
    "what a diagnosis looks for in a crash log; a reproducer’s nights are at /api/v1/history/REPRO.json",
  ],
  ["Feed", "/feed.xml", "what is new, as Atom"],
] as const;

const pages = [
  [
    "Reference",
    "/reference.md",
    "what the words mean, the JSON Schemas, and what stays stable",
  ],
  ["Status", "/status.md", "every verdict at a glance"],
  ["About", "/about.md", "how each page is proved, and the licences"],
  ["Every hazard", "/hazards.md", "as a table, with the day of the last run"],
  ["Every symptom", "/symptoms.md", "with what else causes it"],
  ["Every tool", "/tools.md", "with the versions that were measured"],
] as const;

/** The catalogue as plain Markdown, for language models and other readers without a browser (llmstxt.org). */
export const GET: APIRoute = async ({ site: published }) => {
  const site = await catalogue();
  const { known, symptoms, repros, verdicts } = site;
  const address = addressOf(published);
  const lines = [
    "# misbuilt",
    "",
    "> Toolchain hazards: compilers, linkers and standard libraries that break correct code. Each page has a fix that was compiled and run, and a reproducer.",
    "",
    "Each page’s link leads to Markdown with its snippets and tables inlined; the page for people is at the same address with `/` in place of `.md`.",
    "",
    "## Hazards",
    "",
    ...hazardSummaries(known).map(
      (one) =>
        `- [${one.code} ${one.title}](${address(`/hazards/${one.slug}.md`)}): ${one.summary} Seen as: ${one.seen}. Status: ${one.statusNote}. Last verified: ${one.lastVerified?.slice(0, 10) ?? "not yet"}. Page: ${address(one.url)}`,
    ),
    "",
    "## Symptoms",
    "",
    ...symptoms.map(
      ({ id, data }) =>
        `- [${data.title}](${address(`/symptoms/${id}.md`)}): ${data.summary} Page: ${address(`/symptoms/${id}/`)}`,
    ),
    "",
    "## What hits which version",
    "",
    ...toolsOf(site).map(
      ({ tool, title, versions }) =>
        `- [${title}](${address(`/tools/${tool}.md`)}): ${versions.map((version) => `[${version}](${address(`/tools/${tool}/${version}.md`)})`).join(", ")}.`,
    ),
    "",
    "## Data",
    "",
    ...data.map(
      ([title, path, what]) => `- [${title}](${address(path)}): ${what}.`,
    ),
    "",
    "## About the catalogue",
    "",
    ...pages.map(
      ([title, path, what]) => `- [${title}](${address(path)}): ${what}.`,
    ),
    "",
    "## Optional",
    "",
    ...[...repros.values()].flatMap(({ slug }) => {
      const verdict = verdicts.get(slug);
      return verdict === undefined
        ? []
        : `- [Log of ${slug}](${address(`/logs/${slug}.txt`)}): what each cell printed, with exit statuses, tools and machine; ${logHeadline(verdict)}.`;
    }),
    "",
  ];
  return text(lines.join("\n"), "text/plain");
};
