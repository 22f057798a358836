import type { APIRoute } from "astro";
import { sitemap } from "../catalog/export/sitemap.ts";
import { catalogue } from "../site/catalogue.ts";
import { text } from "../site/text.ts";
import { addressOf } from "../site/urls.ts";

/** Every page to be found by search engines. */
export const GET: APIRoute = async ({ site }) => {
  const { known } = await catalogue();
  return text(sitemap(known, addressOf(site)), "application/xml");
};
