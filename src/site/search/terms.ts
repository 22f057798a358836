import { symbolNames } from "./mangled.ts";

/** How many words of a paste are searched for; the most telling ones. */
export const maxTerms = 24;

const identifier = /[_\d=+]|[a-z][A-Z]|\.\w/;

/**
 * The words of a query or paste, as the index knows them: split at everything but letters, digits and `_ + . = -`,
 * without one-letter words (which the index would complete to anything) and repeats. A long paste keeps its
 * identifiers first, because plain words match every page. A mangled symbol, which no page has, gives its names.
 */
export function terms(text: string): string[] {
  const seen = new Set<string>();
  const all: string[] = [];
  const pieces = text.split(/[^\w+.=-]+/).flatMap((piece) => {
    const names = symbolNames(piece);
    return names.length > 0 ? names : [piece];
  });
  for (const piece of pieces) {
    const term = piece.replace(/^[.=-]+|[.=-]+$/g, "");
    const key = term.toLowerCase();
    if (term.length < 2 || seen.has(key)) continue;
    seen.add(key);
    all.push(term);
  }
  if (all.length <= maxTerms) return all;
  const telling = all.filter((term) => identifier.test(term));
  const plain = all.filter((term) => !identifier.test(term));
  return [...telling, ...plain].slice(0, maxTerms);
}

/** The parts of a term that may stand alone on a page: `code=EXC_I386_GPFLT` has two. */
export function parts(term: string): string[] {
  return term.split("=").filter((part) => part.length > 1);
}

/** Paths such as `core::fmt::write` in one word, as the index reads them where a page has them: it drops the colons. */
export function paths(text: string): string[] {
  return (text.match(/\w+(?:::\w+)+/g) ?? []).map((path) =>
    path.replaceAll("::", ""),
  );
}

/** How much a term says: identifiers much, short words little. */
export function weight(term: string): number {
  return (identifier.test(term) ? 3 : 1) * Math.min(term.length / 6, 2);
}
