import MiniSearch from "minisearch";
import type { AsPlainObject, Options } from "minisearch";
import type { Document } from "./documents.ts";
import type { SearchData } from "./page.ts";
import { termsOf } from "./words.ts";

/** How much each field says of its page. */
const boost = { names: 3, title: 3, summary: 1.5, signs: 1 } as const;

const options: Options = {
  idField: "slug",
  fields: Object.keys(boost),
  tokenize: termsOf,
  // The terms are whole already: `termsOf` has put them into lower case and cut their endings.
  processTerm: (term) => term,
  searchOptions: {
    boost,
    combineWith: "OR",
    tokenize: (terms) => terms.split(" "),
    bm25: { k: 1.2, b: 0.5, d: 0.3 },
  },
};

/** A page that has some of the terms that were asked for. */
export interface Match {
  readonly slug: string;
  /** Higher is better; comparable within one answer. */
  readonly score: number;
  /** Which of the terms asked for it has. */
  readonly asked: readonly string[];
  /** Which of its own terms they met; others than those asked for, where they are completed or mended. */
  readonly met: readonly string[];
}

/** Looks up terms with their weights; the last one may be the beginning of a word. */
export type Engine = (
  weights: ReadonlyMap<string, number>,
  unfinished: string | undefined,
) => Match[];

/** Makes what the box loads out of all documents. */
export function searchData(documents: readonly Document[]): SearchData {
  const index = new MiniSearch(options);
  index.addAll(
    documents.map(({ page, signs }) => ({
      slug: page.slug,
      names: page.names.join("\n"),
      title: page.title,
      summary: page.summary,
      signs: signs.join("\n"),
    })),
  );
  return { pages: documents.map(({ page }) => page), index: index.toJSON() };
}

/** Reads MiniSearch's index. Throws where it was written by another version of it. */
export function loadEngine(index: unknown): Engine {
  if (!isIndex(index)) throw new Error("the search index cannot be read");
  const engine = MiniSearch.loadJS(index, options);
  const has = (term: string): boolean =>
    engine.search(term, { prefix: false, fuzzy: false }).length > 0;
  return (weights, unfinished) => {
    const strange = new Set([...weights.keys()].filter((term) => !has(term)));
    return engine
      .search([...weights.keys()].join(" "), {
        boostTerm: (term) => weights.get(term) ?? 1,
        // Only a plain word that no page has can be a typing error; of six letters one may be wrong, of ten two.
        fuzzy: (term) => strange.has(term) && /^[a-z]{6,}$/.test(term) && 0.2,
        prefix: (term) =>
          term === unfinished && strange.has(term) && term.length > 2,
      })
      .map(({ id, score, queryTerms, terms }): Match => ({
        slug: String(id),
        // MiniSearch multiplies by the number of terms met, whatever they say.
        score: score / queryTerms.length,
        asked: queryTerms,
        met: terms,
      }));
  };
}

/** The file is this site's own, made by {@link searchData}: a look at its outside is enough. */
function isIndex(value: unknown): value is AsPlainObject {
  return (
    typeof value === "object" &&
    value !== null &&
    "serializationVersion" in value
  );
}
