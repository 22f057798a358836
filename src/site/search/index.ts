import { excerptOf, oneBlock } from "./excerpt.ts";
import { applyFilters, choices, facets, unfiltered } from "./filter.ts";
import type { Choice, Filters } from "./filter.ts";
import type { Hit, Passage } from "./hit.ts";
import type { SearchData } from "./page.ts";
import { loadTextSearch } from "./pagefind.ts";
import type { Fragment, TextSearch } from "./pagefind.ts";
import { loadRank } from "./rank.ts";
import type { Ranked, Ranking } from "./rank.ts";
import { telling } from "./telling.ts";
import { stem, termsOf, words } from "./words.ts";

/** What was found, best first; nothing, where nothing fits. */
export interface Answer {
  readonly hits: readonly Hit[];
  /** How many pages there would be without filters. */
  readonly unfiltered: number;
  /** What the results can be filtered by. */
  readonly choices: readonly Choice[];
}

/**
 * The search of the built site. `early` hears of what the names alone find, before the full text has been asked for passages
 * and other pages.
 */
export type Search = (
  text: string,
  filters?: Filters,
  early?: (answer: Answer) => void,
) => Promise<Answer>;

const limit = 8;
/** How many of the best pages are filtered; more than are shown, because few may pass. */
const filteredLimit = 40;

/** That a page has all the words of a longer query somewhere in its text says little. */
const mostWhole = 3;

/** The file is this site's own, made from its catalogue: a look at its outside is enough. */
function isData(value: unknown): value is SearchData {
  return typeof value === "object" && value !== null && "pages" in value;
}

/**
 * Loads both indexes below `base` (which ends with a slash) and returns the search. Throws where the pages are missing;
 * without the full text it goes on, and shows no passages.
 */
export async function loadSearch(base: string): Promise<Search> {
  const fullText = loadTextSearch(base).catch(
    (): TextSearch => () => Promise.resolve([]),
  );
  const text: TextSearch = async (query, most) => (await fullText)(query, most);
  const response = await fetch(`${base}search/index.json`);
  const data: unknown = await response.json();
  if (!isData(data)) throw new Error("search/index.json has no pages");
  const rank = loadRank(data);
  return async (query, filters = unfiltered, early) => {
    const most = filters.size === 0 ? limit : filteredLimit;
    const answer = (hits: readonly Hit[]): Answer => ({
      hits: applyFilters(hits, filters).slice(0, limit),
      unfiltered: hits.length,
      choices: choices(hits, filters),
    });
    const ranking = rank(query);
    if (early !== undefined && ranking.fits)
      early(answer(ranking.pages.slice(0, most).map((one) => hitOfPage(one))));
    return answer(await find(query, ranking, text, most));
  };
}

/**
 * Joins what both indexes say of a query: pages that its names fit, then pages whose text has all its words. Where neither is there,
 * nothing fits, however much single words are alike.
 */
export async function find(
  query: string,
  { fits, pages }: Ranking,
  text: TextSearch,
  most: number,
): Promise<Hit[]> {
  const order = words(query);
  const few = order.length > 0 && order.length <= mostWhole;
  const whole = (few ? await text(query, most) : []).filter((page) =>
    hasAll(page, query),
  );
  const fitting = pages.filter(
    ({ page }) => fits || whole.some(({ url }) => url === page.url),
  );
  const known = new Set(fitting.map(({ page }) => page.url));
  // Where no page has all the words, passages are those with the most telling of the words that the best page has.
  const fragments =
    whole.length > 0 || fitting.length === 0
      ? whole
      : await text(tellingWords(query, fitting[0]?.terms ?? []), most);
  const byUrl = new Map(fragments.map((one) => [one.url, one]));
  return [
    ...fitting.map((one) => hitOfPage(one, byUrl.get(one.page.url))),
    ...whole.filter(({ url }) => !known.has(url)).map(hitOfText),
  ].slice(0, most);
}

/** Pagefind also finds pages that have only the beginning of a word, or its pieces; here the words must stand. */
function hasAll({ content }: Fragment, query: string): boolean {
  const text = content.toLowerCase();
  return query
    .toLowerCase()
    .split(/[^\p{L}\p{N}_+.=-]+/u)
    .map((word) => word.replace(/^[.=-]+|[.=-]+$/g, ""))
    .every((word) => text.includes(word) || text.includes(stem(word)));
}

/** The two words of a query that say most among those that a page has, as they were typed. */
function tellingWords(query: string, terms: readonly string[]): string {
  const worth = (word: string): number =>
    Math.max(
      0,
      ...termsOf(word).map((term) =>
        terms.includes(term) ? telling(term) * Math.min(term.length, 8) : 0,
      ),
    );
  return query
    .split(/[^\p{L}\p{N}_+.=-]+/u)
    .filter((word) => worth(word) > 0)
    .sort((a, b) => worth(b) - worth(a))
    .slice(0, 2)
    .join(" ");
}

function hitOfPage({ page, terms }: Ranked, fragment?: Fragment): Hit {
  const { slug, kind, title, url, values, code, standing, fix } = page;
  return {
    slug,
    kind,
    title,
    url,
    values,
    ...(code === undefined ? {} : { code }),
    ...(standing === undefined ? {} : { standing }),
    ...(fix === undefined ? {} : { fix }),
    excerpt: excerptOf(page, terms),
    passages: fragment === undefined ? [] : passagesOf(fragment),
  };
}

function hitOfText(fragment: Fragment): Hit {
  const { url, excerpt, meta, filters } = fragment;
  return {
    slug:
      url
        .split("/")
        .filter((part) => part !== "")
        .at(-1) ?? "",
    kind: meta["kind"] ?? "page",
    title: meta["title"] ?? url,
    url,
    excerpt: oneBlock(excerpt),
    passages: passagesOf(fragment),
    values: Object.fromEntries(
      facets.flatMap((facet) =>
        facet === "kind" ? [] : [[facet, filters?.[facet] ?? []]],
      ),
    ),
  };
}

/** The sections that matched; the page's own beginning is its excerpt. */
function passagesOf({ url, sub_results }: Fragment): Passage[] {
  return sub_results
    .filter((sub) => sub.url !== url)
    .slice(0, 3)
    .map(({ title, url, excerpt }) => ({
      title: oneBlock(title),
      url,
      excerpt: oneBlock(excerpt),
    }));
}
