import { applyFilters, choices, facets, unfiltered } from "./filter.ts";
import type { Choice, Filters } from "./filter.ts";
import type { Hit } from "./hit.ts";
import { indexNames, matchNames } from "./names.ts";
import type { NamedHit, NamedPage } from "./names.ts";
import { loadTextSearch } from "./pagefind.ts";
import type { Fragment, TextHit } from "./pagefind.ts";
import { terms, weight } from "./terms.ts";

/** What was found, best first; `strict`: one page has every word. */
export interface Answer {
  readonly strict: boolean;
  readonly hits: readonly Hit[];
  /** How many pages there would be without filters. */
  readonly unfiltered: number;
  /** What the results can be filtered by. */
  readonly choices: readonly Choice[];
}

/** The search of the built site. */
export type Search = (text: string, filters?: Filters) => Promise<Answer>;

const limit = 8;
/** How many of the best pages are filtered; more than are shown, because few may pass. */
const filteredLimit = 40;

/** The file is this site's own, made from its catalogue: a look at its outside is enough. */
function isNamedPages(value: unknown): value is NamedPage[] {
  return Array.isArray(value);
}

/** Hazards are what people look for, symptoms lead there, and the reference only explains them. */
const kindWeight: Record<string, number> = { symptom: 0.6, page: 0.4 };

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
  return async (query, filters = unfiltered) => {
    const most = filters.size === 0 ? limit : filteredLimit;
    const found = await text(query, most);
    const named = matchNames(query, names);
    const all = merge(query, named, found.hits).slice(0, most);
    return {
      strict: found.strict,
      hits: applyFilters(all, filters).slice(0, limit),
      unfiltered: all.length,
      choices: choices(all, filters),
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

function hitOfText(fragment: Fragment): Hit {
  const { url, excerpt, meta, filters, sub_results } = fragment;
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
    values: Object.fromEntries(
      facets.flatMap((facet) =>
        facet === "kind" ? [] : [[facet, filters?.[facet] ?? []]],
      ),
    ),
  };
}
