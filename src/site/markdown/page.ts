import { stringify } from "yaml";
import { renderTags, type Tag } from "../../catalog/read/body.ts";
import type { PageEntry } from "../../catalog/read/load.ts";
import type { Decision, Symptom } from "../../catalog/schema/index.ts";
import { verification } from "../../catalog/verification.ts";
import type { Catalogue, HazardPage } from "../catalogue.ts";
import { components, proseComponent, type Surroundings } from "./components.ts";
import { blocks, fence, linkTo, list } from "./text.ts";

type Address = Surroundings["address"];

function frontMatter(facts: Readonly<Record<string, unknown>>): string {
  return `---\n${stringify(facts, { lineWidth: 0 })}---`;
}

/** Links from the site's root get the whole address, as the text may be read anywhere. */
function absolute(text: string, address: Address): string {
  return text.replaceAll(
    /\]\((\/[^)\s]*)/g,
    (_, path: string) => `](${address(path)}`,
  );
}

/** The body with each component as `render` gives it in Markdown. */
async function renderBody(
  body: string,
  render: (tag: Tag) => Promise<string>,
): Promise<string> {
  const text = await renderTags(body, render);
  return text.replaceAll(/\n{3,}/g, "\n\n").trim();
}

/** A hazard's page as Markdown: its facts as front matter, then its sections with everything inlined. */
export async function hazardMarkdown(
  page: HazardPage,
  address: Address,
): Promise<string> {
  const { hazard, slug, site } = page;
  const entry = site.known.hazards.get(slug);
  if (entry === undefined) throw new Error(`no hazard "${slug}"`);
  const { state, lastVerified } = verification(site.known, hazard.repro);
  const body = await renderBody(entry.body, async (tag) => {
    const { name, attributes } = tag;
    const prose = await proseComponent(site, hazard.repro, tag);
    if (prose !== undefined) return prose;
    const render = components[name];
    if (render === undefined)
      throw new Error(
        `${entry.file}: <${name}> has no form in Markdown; src/site/markdown/components.ts has ${Object.keys(components).join(", ")}`,
      );
    const attribute = (key: string) => attributes.get(key) ?? "";
    return render({ page, address, attribute });
  });
  const facts = {
    code: hazard.code,
    title: hazard.title,
    url: address(`/hazards/${slug}/`),
    json: address(`/api/v1/hazards/${slug}.json`),
    status: hazard.status,
    statusNote: hazard.statusNote,
    verification: state,
    lastVerified,
    toolchains: hazard.toolchains,
    platforms: hazard.platforms,
    languages: hazard.languages,
    seen: hazard.seen,
    symptoms: hazard.symptoms.map((one) => address(`/symptoms/${one}.md`)),
    aliases: hazard.aliases,
    published: hazard.published,
    updated: hazard.updated,
    license: "CC BY 4.0",
  };
  return `${blocks(
    frontMatter(facts),
    `# ${hazard.code}: ${hazard.title}`,
    hazard.summary,
    absolute(body, address),
  )}\n`;
}

function decisionText({ command, step, reads }: Decision): string {
  return blocks(step === true ? `**${command}**` : fence(command), reads);
}

/** A symptom's page as Markdown. */
export async function symptomMarkdown(
  site: Catalogue,
  { data, slug, body, file }: PageEntry<Symptom>,
  address: Address,
): Promise<string> {
  const more = await renderBody(body, async (tag) => {
    const prose = await proseComponent(site, data.repro, tag);
    if (prose !== undefined) return prose;
    throw new Error(
      `${file}: <${tag.name}> has no form in Markdown on a symptom’s page`,
    );
  });
  const causes = data.causes.map((cause, index) => {
    const hazard = cause.hazard && site.known.hazards.get(cause.hazard);
    return blocks(
      `### ${index + 1}. ${cause.title}`,
      hazard &&
        linkTo({
          title: `${hazard.data.code}: ${hazard.data.title}`,
          url: address(`/hazards/${hazard.slug}.md`),
        }),
      blocks("Speaks for it:", list(cause.speaksFor)),
      cause.speaksAgainst.length === 0
        ? undefined
        : blocks("Speaks against it:", list(cause.speaksAgainst)),
      blocks("Decide it:", decisionText(cause.check)),
      cause.source && `Seen in ${linkTo(cause.source)}.`,
    );
  });
  const facts = {
    title: data.title,
    url: address(`/symptoms/${slug}/`),
    platforms: data.platforms,
    aliases: data.aliases,
    published: data.published,
    updated: data.updated,
    license: "CC BY 4.0",
  };
  return `${blocks(
    frontMatter(facts),
    `# ${data.title}`,
    data.summary,
    data.decide.length === 0
      ? undefined
      : blocks("## Run first", ...data.decide.map(decisionText)),
    "## Causes, likeliest first",
    ...causes,
    absolute(more, address),
    data.sources.length === 0
      ? undefined
      : blocks("## Sources", list(data.sources.map(linkTo))),
    "## The messages, as tools print them",
    ...data.messages.map((message) => fence(message)),
  )}\n`;
}
