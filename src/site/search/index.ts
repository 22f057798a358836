import { find } from "./find.ts";
import type { Found, Lookup } from "./find.ts";

/** A passage of a page that matched: its heading and the words around the match, as HTML with `<mark>`. */
export interface Passage {
  readonly title: string;
  readonly url: string;
  readonly excerpt: string;
}

/** A result to show. */
export interface Hit {
  readonly slug: string;
  readonly kind: string;
  readonly title: string;
  readonly url: string;
  readonly excerpt: string;
  readonly passages: readonly Passage[];
}

interface Fragment {
  url: string;
  excerpt: string;
  meta: Record<string, string>;
  sub_results: { title: string; url: string; excerpt: string }[];
}

interface Result {
  id: string;
  score: number;
  data(): Promise<Fragment>;
}

interface Pagefind {
  init(): Promise<void>;
  options(options: { ranking?: Record<string, number> }): Promise<void>;
  search(query: string): Promise<{ results: Result[] }>;
}

function isPagefind(module: unknown): module is Pagefind {
  return typeof module === "object" && module !== null && "search" in module;
}

/** The search of the built site: Pagefind's index, loaded at the first call. */
export interface Search {
  (
    text: string,
    limit?: number,
  ): Promise<{ strict: boolean; hits: Hit[]; total: number }>;
}

/** Loads the index below `base` and returns the search. Throws where the site was built without one. */
export async function loadSearch(base: string): Promise<Search> {
  const module: unknown = await import(
    /* @vite-ignore */ `${base.replace(/\/$/, "")}/pagefind/pagefind.js`
  );
  if (!isPagefind(module)) throw new Error("pagefind.js has no search");
  await module.options({ ranking: { termSaturation: 1.2, pageLength: 0.5 } });
  await module.init();
  return async (text, limit = 8) => {
    const seen = new Map<string, Map<string, Result>>();
    const lookup: Lookup = async (query) => {
      const { results } = await module.search(query);
      seen.set(query, new Map(results.map((result) => [result.id, result])));
      return results;
    };
    const found: Found = await find(text, lookup);
    const shown = found.results.slice(0, limit).flatMap(({ id, query }) => {
      const result = seen.get(query)?.get(id);
      return result === undefined ? [] : [result];
    });
    const hits = (await Promise.all(shown.map((result) => result.data()))).map(
      hitOf,
    );
    return { strict: found.strict, hits, total: found.results.length };
  };
}

function hitOf({ url, excerpt, meta, sub_results }: Fragment): Hit {
  return {
    slug:
      url
        .split("/")
        .filter((part) => part !== "")
        .at(-1) ?? "",
    kind: meta["kind"] ?? "page",
    title: meta["title"] ?? url,
    url,
    excerpt,
    passages: sub_results
      .filter((sub) => sub.url !== url)
      .slice(0, 3)
      .map(({ title, url, excerpt }) => ({ title, url, excerpt })),
  };
}
