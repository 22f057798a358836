import { find } from "./find.ts";
import type { Lookup } from "./find.ts";

/** What Pagefind tells of a page that matched. Excerpts are HTML with `<mark>`. */
export interface Fragment {
  url: string;
  excerpt: string;
  meta: Record<string, string>;
  /** Missing where no page of the index has a filter. */
  filters?: Record<string, string[]>;
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

/** A page that the full text speaks for. */
export interface TextHit {
  readonly fragment: Fragment;
  /** From 0 to 1, the best of the answer. */
  readonly score: number;
}

/** Searches the full text: whether one page had every word, and the best pages. */
export type TextSearch = (
  text: string,
  limit: number,
) => Promise<{ strict: boolean; hits: TextHit[] }>;

/** Loads the full-text index below `base`. Throws where the site was built without one. */
export async function loadTextSearch(base: string): Promise<TextSearch> {
  const module: unknown = await import(
    /* @vite-ignore */ `${base}pagefind/pagefind.js`
  );
  if (!isPagefind(module)) throw new Error("pagefind.js has no search");
  await module.options({ ranking: { termSaturation: 1.2, pageLength: 0.5 } });
  await module.init();
  return async (text, limit) => {
    const seen = new Map<string, Map<string, Result>>();
    const lookup: Lookup = async (query) => {
      const { results } = await module.search(query);
      seen.set(query, new Map(results.map((result) => [result.id, result])));
      return results;
    };
    const { strict, results } = await find(text, lookup);
    const best = results[0]?.votes ?? 1;
    const hits = await Promise.all(
      results.slice(0, limit).flatMap(({ id, query, votes }) => {
        const result = seen.get(query)?.get(id);
        if (result === undefined) return [];
        return [
          result.data().then((fragment) => ({ fragment, score: votes / best })),
        ];
      }),
    );
    return { strict, hits };
  };
}
