import type { SearchPage } from "./page.ts";
import { telling } from "./telling.ts";
import { termsOf } from "./words.ts";

/** What the index has between two blocks of a page, such as paragraphs, items and cells; no page has it. */
export const blockEnd = "\uE000";

/** Which closing tags end a block. */
const blocks =
  /<\/(?:p|li|h[1-6]|td|th|dt|dd|pre|figcaption|summary|blockquote|caption|div)>/g;

/** A page's HTML as the full-text index reads it: with its blocks apart. */
export function separateBlocks(html: string): string {
  return html.replaceAll(blocks, `$& ${blockEnd} `);
}

/** Of an excerpt that Pagefind made, the block with the first match, alone. */
export function oneBlock(excerpt: string): string {
  const pieces = excerpt.split(blockEnd);
  const matched = pieces.find((piece) => piece.includes("<mark>"));
  return (matched ?? pieces[0] ?? "").trim();
}

/**
 * What to show of a page for the terms that it has: its summary, or the one of its messages that says more of them, as
 * HTML with `<mark>`.
 */
export function excerptOf(page: SearchPage, terms: readonly string[]): string {
  const asked = new Set(terms.filter((term) => telling(term) > 0.3));
  const worth = (text: string): number =>
    [...new Set(termsOf(text))].reduce(
      (sum, term) => sum + (asked.has(term) ? telling(term) : 0),
      0,
    );
  const messages = page.names.filter((name) => /\s/.test(name));
  const best = [page.summary, ...messages].reduce((before, text) =>
    worth(text) > worth(before) ? text : before,
  );
  return best
    .split(/(\s+)/)
    .map((piece) =>
      termsOf(piece).some((term) => asked.has(term))
        ? `<mark>${escape(piece)}</mark>`
        : escape(piece),
    )
    .join("");
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
