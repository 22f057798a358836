import { indexNames, matchNames } from "./names.ts";
import type { NamedHit, NamedPage } from "./names.ts";
import { loadTextSearch } from "./pagefind.ts";
import type { Fragment, TextHit } from "./pagefind.ts";
import { terms, weight } from "./terms.ts";

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

/** What was found, best first; `strict`: one page has every word. */
export interface Answer {
  readonly strict: boolean;
  readonly hits: readonly Hit[];
}

/** The search of the built site. */
export type Search = (text: string) => Promise<Answer>;

const limit = 8;

/** The file is this site's own, made from its catalogue: a look at its outside is enough. */
function isNamedPages(value: unknown): value is NamedPage[] {
  return Array.isArray(value);
}

/** Hazards and symptoms are what people look for; the reference only explains them. */
const kindWeight: Record<string, number> = { page: 0.4 };

/** Loads both indexes below `base` (which ends with a slash) and returns the search. Throws where they are missing. */
export async function loadSearch(base: string): Promise<Search> {
  const [text, response] = await Promise.all([
    loadTextSearch(base),
    fetch(`${base}search/names.json`),
  ]);
  const pages: unknown = await response.json();
  if (!isNamedPages(pages))
    throw new Error("names.json is not a list of pages");
  const names = indexNames(pages);
  return async (query) => {
    const found = await text(query, limit);
    return {
      strict: found.strict,
      hits: merge(query, matchNames(query, names), found.hits).slice(0, limit),
    };
  };
}

/** Joins what names and full text say of each page; a full-text score of 1 counts as all the query's words once. */
export function merge(
  query: string,
  named: readonly NamedHit[],
  found: readonly TextHit[],
): Hit[] {
  const all = terms(query).reduce((sum, term) => sum + weight(term), 0);
  const ranked = new Map<string, { votes: number; hit: Hit }>();
  for (const { fragment, score } of found) {
    const hit = hitOfText(fragment);
    const votes = score * all * (kindWeight[hit.kind] ?? 1);
    ranked.set(hit.url, { votes, hit });
  }
  for (const { page, votes } of named) {
    const before = ranked.get(page.url);
    ranked.set(page.url, {
      votes: votes + (before?.votes ?? 0),
      hit: before?.hit ?? { ...page, excerpt: page.summary, passages: [] },
    });
  }
  return [...ranked.values()]
    .sort((a, b) => b.votes - a.votes)
    .map(({ hit }) => hit);
}

function hitOfText({ url, excerpt, meta, sub_results }: Fragment): Hit {
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
