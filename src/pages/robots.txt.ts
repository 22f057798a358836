import type { APIRoute } from "astro";
import { text } from "../site/text.ts";
import { addressOf } from "../site/urls.ts";

/** Everything may be read by anybody (RFC 9309). */
export const GET: APIRoute = ({ site }) =>
  text(
    `User-agent: *\nAllow: /\n\nSitemap: ${addressOf(site)("/sitemap.xml")}\n`,
    "text/plain",
  );
