import type { Values } from "./hit.ts";
import { terms, weight } from "./terms.ts";

/** A page with the identifiers and phrases that lead to it, from its front matter. */
export interface NamedPage {
  readonly url: string;
  readonly slug: string;
  readonly kind: "hazard" | "symptom";
  readonly title: string;
  readonly summary: string;
  readonly names: readonly string[];
  readonly values: Values;
}

/** A page and how strongly its names speak for it. */
export interface NamedHit {
  readonly page: NamedPage;
  readonly votes: number;
}

const whole = 4;
const word = 3;
const part = 1.5;

/** Every way in which a name may be asked for, with how much each says: `EXC_I386_GPFLT` whole, or `i386` of it. */
function keys(name: string): [string, number][] {
  const words = terms(name);
  const pieces = words.flatMap((one) => one.split(/[_=]+/));
  return [
    [name, whole],
    ...words.map((one): [string, number] => [one, word]),
    ...words
      .flatMap((one) => one.split("="))
      .map((one): [string, number] => [one, word]),
    ...pieces
      .filter((one) => one.length > 2)
      .map((one): [string, number] => [one, part]),
  ];
}

/** Names by what may be asked for, in lower case: the pages it leads to, each with its strength. */
export type NameIndex = ReadonlyMap<string, ReadonlyMap<NamedPage, number>>;

/** Arranges pages by their names. */
export function indexNames(pages: readonly NamedPage[]): NameIndex {
  const index = new Map<string, Map<NamedPage, number>>();
  for (const page of pages) {
    for (const [key, strength] of page.names.flatMap(keys)) {
      const lower = key.toLowerCase();
      const known = index.get(lower) ?? new Map<NamedPage, number>();
      index.set(
        lower,
        known.set(page, Math.max(known.get(page) ?? 0, strength)),
      );
    }
  }
  return index;
}

/**
 * Pages whose names a text uses, best first. It finds what a full-text index cannot: identifiers with digits (`i386`),
 * and parts of identifiers. A name that leads to many pages counts less.
 */
export function matchNames(text: string, index: NameIndex): NamedHit[] {
  const phrase = text.trim();
  const words = terms(text).flatMap((one) => [one, ...one.split("=")]);
  const asked = new Set([phrase, ...words].map((one) => one.toLowerCase()));
  const votes = new Map<NamedPage, number>();
  for (const one of asked) {
    const found = index.get(one) ?? new Map<NamedPage, number>();
    for (const [page, strength] of found) {
      const vote = (strength * weight(one)) / Math.sqrt(found.size);
      votes.set(page, (votes.get(page) ?? 0) + vote);
    }
  }
  return [...votes]
    .map(([page, sum]) => ({ page, votes: sum }))
    .sort((a, b) => b.votes - a.votes);
}
