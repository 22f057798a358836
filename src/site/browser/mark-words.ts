import { placesOf } from "../log/words.ts";

/** Marks the words inside elements without changing the page; a browser that cannot do so marks nothing. */
export function markWords(
  elements: Iterable<Element>,
  words: readonly string[],
): void {
  if (!("highlights" in CSS)) return;
  const ranges: Range[] = [];
  if (words.length > 0)
    for (const element of elements) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (
        let node = walker.nextNode();
        node !== null;
        node = walker.nextNode()
      ) {
        const text = node.textContent ?? "";
        const lower = text.toLowerCase();
        // A letter that is two in lower case would shift what follows.
        if (lower.length !== text.length) continue;
        for (const [from, to] of placesOf(lower, words)) {
          const range = new Range();
          range.setStart(node, from);
          range.setEnd(node, to);
          ranges.push(range);
        }
      }
    }
  CSS.highlights.set("found", new Highlight(...ranges));
}
