import type { APIRoute } from "astro";
import { catalogue } from "../../site/catalogue.ts";
import { logText } from "../../site/log/text.ts";
import { text } from "../../site/text.ts";
import { addressOf } from "../../site/urls.ts";

export async function getStaticPaths() {
  const { repros, verdicts } = await catalogue();
  return [...repros.keys()]
    .filter((slug) => verdicts.has(slug))
    .map((slug) => ({ params: { slug } }));
}

/** A reproducer's log as plain text. */
export const GET: APIRoute = async ({ params, site }) => {
  const { repros, verdicts } = await catalogue();
  const repro = repros.get(params["slug"] ?? "");
  const verdict = verdicts.get(params["slug"] ?? "");
  if (repro === undefined || verdict === undefined)
    return new Response(null, { status: 404 });
  return text(logText(repro, verdict, addressOf(site)), "text/plain");
};
