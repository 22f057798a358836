import { maxTerms, parts, paths, terms, weight } from "./terms.ts";

/** A page that the index found for a query. */
export interface Match {
  /** The index's own name for the page. */
  readonly id: string;
  /** Higher is better; comparable within one answer. */
  readonly score: number;
}

/** Looks one query up; every word of it must match. */
export type Lookup = (query: string) => Promise<readonly Match[]>;

/** A page with its votes, and the query that found its best passage. */
export interface Ranked {
  readonly id: string;
  readonly votes: number;
  readonly query: string;
}

/** What was found, and whether each word of the query is on each page. */
export interface Found {
  readonly strict: boolean;
  readonly results: readonly Ranked[];
}

/**
 * Finds pages for whatever was typed or pasted: first with all its words, then, where no page has them all, word by
 * word; each word votes for its pages, more where it is telling and where few pages have it.
 */
export async function find(text: string, lookup: Lookup): Promise<Found> {
  const words = terms(text);
  if (words.length === 0) return { strict: true, results: [] };
  const query = words.join(" ");
  const all = await lookup(query);
  if (all.length > 0) {
    return {
      strict: true,
      results: all.map(({ id, score }) => ({ id, votes: score, query })),
    };
  }
  const alone = [
    ...new Set([
      ...words.flatMap((word) => [word, ...parts(word)]),
      ...paths(text).slice(0, maxTerms),
    ]),
  ].filter((word) => word !== query);
  const votes = new Map<string, Ranked>();
  for (const word of alone) {
    const matches = await lookup(word);
    const best = Math.max(...matches.map((match) => match.score), 0);
    for (const { id, score } of matches) {
      const vote =
        (weight(word) * (score / best || 0)) / Math.sqrt(matches.length);
      const before = votes.get(id);
      votes.set(id, {
        id,
        votes: (before?.votes ?? 0) + vote,
        // The passage shown is the one of the word that says most.
        query:
          before !== undefined && weight(before.query) >= weight(word)
            ? before.query
            : word,
      });
    }
  }
  const results = [...votes.values()].sort((a, b) => b.votes - a.votes);
  return { strict: false, results };
}
