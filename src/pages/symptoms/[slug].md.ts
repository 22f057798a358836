import type { APIRoute } from "astro";
import { catalogue } from "../../site/catalogue.ts";
import { symptomMarkdown } from "../../site/markdown/page.ts";
import { text } from "../../site/text.ts";
import { addressOf } from "../../site/urls.ts";

export async function getStaticPaths() {
  const { known } = await catalogue();
  return [...known.symptoms.keys()].map((slug) => ({ params: { slug } }));
}

/** A symptom's page as Markdown. */
export const GET: APIRoute = async ({ params, site }) => {
  const all = await catalogue();
  const entry = all.known.symptoms.get(params["slug"] ?? "");
  if (entry === undefined) return new Response(null, { status: 404 });
  return text(
    await symptomMarkdown(all, entry, addressOf(site)),
    "text/markdown",
  );
};
