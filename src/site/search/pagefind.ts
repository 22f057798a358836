/** What Pagefind tells of a page that matched. Excerpts are HTML with `<mark>`. */
export interface Fragment {
  url: string;
  excerpt: string;
  /** The page’s whole text. */
  content: string;
  meta: Record<string, string>;
  /** Missing where no page of the index has a filter. */
  filters?: Record<string, string[]>;
  sub_results: { title: string; url: string; excerpt: string }[];
}

interface Result {
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

/** Pages whose text has every word of a query, best first, at most `limit`. */
export type TextSearch = (query: string, limit: number) => Promise<Fragment[]>;

/** Loads the full-text index below `base`. Throws where the site was built without one. */
export async function loadTextSearch(base: string): Promise<TextSearch> {
  const module: unknown = await import(
    /* @vite-ignore */ `${base}pagefind/pagefind.js`
  );
  if (!isPagefind(module)) throw new Error("pagefind.js has no search");
  await module.options({ ranking: { termSaturation: 1.2, pageLength: 0.5 } });
  await module.init();
  return async (query, limit) => {
    const { results } = await module.search(query);
    return Promise.all(results.slice(0, limit).map((one) => one.data()));
  };
}
