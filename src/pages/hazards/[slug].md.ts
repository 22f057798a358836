import type { APIRoute } from "astro";
import { catalogue, hazardPage } from "../../site/catalogue.ts";
import { hazardMarkdown } from "../../site/markdown/page.ts";
import { text } from "../../site/text.ts";
import { addressOf } from "../../site/urls.ts";

export async function getStaticPaths() {
  const { hazards } = await catalogue();
  return hazards.map(({ id }) => ({ params: { slug: id } }));
}

/** A hazard's page as Markdown. */
export const GET: APIRoute = async ({ params, site }) =>
  text(
    await hazardMarkdown(await hazardPage(params["slug"]), addressOf(site)),
    "text/markdown",
  );
