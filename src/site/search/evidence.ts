import type { SearchPage } from "./page.ts";
import { telling } from "./telling.ts";
import { words, type Word } from "./words.ts";

/** A page's names as words, and its title as one of them: made once for each page. */
export type Names = readonly (readonly Word[])[];

export function namesOf(page: SearchPage): Names {
  return [...page.names, page.title].map(words);
}

/** How much a part of an identifier says of the whole: much, where it is an identifier itself. */
const partOf = (part: string): number => (part.includes("_") ? 0.95 : 0.7);

/** What a query asks for: its terms in their order, and how surely each of these and of their parts is meant. */
export interface Asked {
  readonly order: readonly Word[];
  readonly terms: ReadonlyMap<string, number>;
}

export function asked(query: readonly Word[]): Asked {
  const terms = new Map<string, number>();
  for (const part of query.flatMap(({ parts }) => parts))
    terms.set(part, partOf(part));
  for (const { term } of query) terms.set(term, 1);
  return { order: query, terms };
}

/** How surely a term is meant that was completed from its beginning, or mended. */
const guessed = 0.85;

/**
 * How much a query says for a page, by the page's names alone: one telling word that is a name counts 1, a word of a long
 * message little unless most of the message is there, a common word next to nothing. A phrase that stands there word
 * for word counts more. Below about a half, the likeness is an accident.
 * @param met the page's terms that the index met: what was completed or mended is among them
 */
export function evidence(
  { order, terms }: Asked,
  names: Names,
  met: readonly string[],
): number {
  const sure = new Map([
    ...met.map((term): [string, number] => [term, guessed]),
    ...terms,
  ]);
  const credit = new Map<string, number>();
  let verbatim = 0;
  for (const name of names) {
    const share = shareOf(name, sure, order);
    if (share === 0) continue;
    for (const { term, parts } of name) {
      for (const one of sure.has(term) ? [term] : parts) {
        const worth = (sure.get(one) ?? 0) * telling(one) * share ** 2;
        credit.set(one, Math.max(credit.get(one) ?? 0, worth));
      }
    }
    if (
      name.length > 1 &&
      share > 0.99 &&
      follows(
        name.map(({ term }) => term),
        order,
      )
    )
      verbatim = Math.max(verbatim, 0.2 * name.length);
  }
  const said = new Set(order.flatMap(({ term, parts }) => [term, ...parts]));
  const own = order.map(({ term, parts }) =>
    Math.max(...[term, ...parts].map((one) => credit.get(one) ?? 0)),
  );
  const other = [...credit].filter(([term]) => !said.has(term));
  return (
    verbatim +
    own.reduce((sum, one) => sum + one, 0) +
    Math.max(0, ...other.map(([, worth]) => worth))
  );
}

/** Which share of what a name says was asked for, from 0 to 1. */
function shareOf(
  name: readonly Word[],
  sure: ReadonlyMap<string, number>,
  order: readonly Word[],
): number {
  let all = 0;
  let there = 0;
  for (const { term, parts } of name) {
    const whole = telling(term);
    all += whole;
    there += Math.max(
      (sure.get(term) ?? 0) * whole,
      // `wasi-threads` may be asked for as two words.
      parts.length > 1 && parts.length < 4 && follows(parts, order)
        ? 0.8 * whole
        : 0,
      ...parts.map((part) => (sure.get(part) ?? 0) * 0.5 * telling(part)),
    );
  }
  return all === 0 ? 0 : there / all;
}

/** Whether these terms follow one another in a query or a name. */
export function follows(
  terms: readonly string[],
  order: readonly Word[],
): boolean {
  return order.some((_, start) =>
    terms.every((term, at) => order[start + at]?.term === term),
  );
}
