import type { Lookup } from "./lookup/lookup.ts";

/** Where the site is published, without a slash at its end: what `SITE_URL` and `SITE_BASE` say to its build. */
export function siteOf(env: NodeJS.ProcessEnv): string | null {
  const { SITE_URL: url, SITE_BASE: base = "/" } = env;
  if (url === undefined || url === "") return null;
  return new URL(base, url).href.replace(/\/$/, "");
}

/** Where a person reads a page: at its address where the site has one, otherwise in the terminal. */
export function placeOf(
  { site }: Pick<Lookup, "site">,
  { url, name }: { url: string; name: string },
): string {
  return site === null ? `misbuilt show ${name}` : site + url;
}
