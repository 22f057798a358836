/** How many words of a paste are searched for; the most telling ones. */
export const maxTerms = 24;

const identifier = /[_\d=+]|[a-z][A-Z]|\.\w/;

/**
 * The words of a query or paste, as the index knows them: split at everything but letters, digits and `_ + . = -`,
 * without one-letter words (which the index would complete to anything) and repeats. A long paste keeps its
 * identifiers first, because plain words match every page.
 */
export function terms(text: string): string[] {
  const seen = new Set<string>();
  const all: string[] = [];
  for (const piece of text.split(/[^\w+.=-]+/)) {
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

/** How much a term says: identifiers much, short words little. */
export function weight(term: string): number {
  return (identifier.test(term) ? 3 : 1) * Math.min(term.length / 6, 2);
}
