import { spellings } from "./spellings.ts";
import { symbolNames } from "./mangled.ts";

/** A word of a text, with the parts that may stand alone elsewhere: `EXC_I386_GPFLT` has `exc`, `i386` and `gpflt`. */
export interface Word {
  readonly term: string;
  readonly parts: readonly string[];
}

/** What holds the words of an identifier or a flag together, the loosest first. */
const joints = [
  /[=/]+|:+/,
  /[.+-]+/,
  /_+/,
  /(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/,
];
const edges = /^[.=\-/:+]+|[.=\-/:]+$/g;

/**
 * The words of a text as the index and a query both know them: lower case, spellings of one thing made one, identifiers
 * whole and in parts, plain words without their endings. A mangled symbol, which no page has, gives its names.
 */
export function words(text: string): Word[] {
  const found: Word[] = [];
  for (const piece of spellings(text).split(/[^\p{L}\p{N}_+.=\-/:#]+/u)) {
    const names = symbolNames(piece);
    for (const name of names.length > 0 ? names : [piece]) {
      const word = wordOf(name.replace(edges, ""));
      if (word !== undefined) found.push(word);
    }
  }
  return found;
}

/** Every term and part of a text, in its order: what the index stores. */
export function termsOf(text: string): string[] {
  return words(text).flatMap(({ term, parts }) => [term, ...parts]);
}

function wordOf(name: string): Word | undefined {
  const term = stem(bare(name).toLowerCase());
  // One letter says nothing; nor does a word without a letter that the pages are written in, or a bare small number.
  if (term.length < 2 || !/[a-z0-9]/.test(term) || /^\d{1,2}$/.test(term))
    return undefined;
  let leaves = [name];
  const pieces = joints.flatMap((joint) => {
    leaves = leaves.flatMap((leaf) => leaf.split(joint));
    return leaves;
  });
  const parts = pieces
    .map((piece) => stem(bare(piece).toLowerCase()))
    .filter((piece) => piece.length > 1 && !/^\d+$/.test(piece));
  return { term, parts: [...new Set(parts)].filter((one) => one !== term) };
}

/**
 * Without the underscores around it, whose number depends on who prints a symbol, and with one of them for each joint inside:
 * `memory.grow`, `memory_grow` and `memory-grow` are one name in three languages.
 */
function bare(name: string): string {
  return name.replace(/[.:_-]+/g, "_").replace(/^_+|_+$/g, "");
}

/** Endings of English that do not change what a word is about, the longest first. */
const endings =
  /(?:izations?|ations?|ments?|ingly|ings?|edly|ers?|ed|es|s|ly|e)$/;

/**
 * Without endings, so that `crashes`, `crashed` and `crashing` are one, and `atomic.wait` and `Atomics.wait`; a short
 * word, and a part of an identifier with digits, stays as it is.
 */
export function stem(word: string): string {
  return word.replace(/(?<![a-z0-9])[a-z]{5,}(?![a-z0-9])/g, (plain) => {
    const cut = plain.replace(endings, "");
    const root = cut.length < 4 ? plain.replace(/(?<!s)s$/, "") : cut;
    return root.replace(/([bdgklmnprt])\1$/, "$1");
  });
}
