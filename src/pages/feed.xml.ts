import type { APIRoute } from "astro";
import { atom, feedEntries } from "../catalog/export/feed.ts";
import { catalogue } from "../site/catalogue.ts";
import { text } from "../site/text.ts";
import { addressOf } from "../site/urls.ts";

/** What is new, as Atom. */
export const GET: APIRoute = async ({ site }) => {
  const { known } = await catalogue();
  return text(
    atom(feedEntries(known), addressOf(site)),
    "application/atom+xml",
  );
};
