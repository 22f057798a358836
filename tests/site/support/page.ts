import type { Page } from "playwright-core";

/** What the checks want to know of a page, read once. */
export interface PageFacts {
  readonly title: string;
  readonly description: string;
  readonly policy: string;
  /** As written in the markup. */
  readonly links: string[];
  readonly ids: string[];
  readonly copies: string[];
  readonly headings: { level: number; text: string }[];
  readonly inlineStyles: number;
  /** By how many pixels the page is wider than the window. */
  readonly overflow: number;
  readonly namelessRegions: string[];
  /** Links that begin or end with a blank which takes room on the page. */
  readonly blanksInLinks: string[];
}

/** Reads the page that is open. */
export async function readPage(page: Page): Promise<PageFacts> {
  return page.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll(selector)];
    const meta = (selector: string) =>
      document.querySelector(selector)?.getAttribute("content") ?? "";
    /** Whether a blank at one end of an element takes room: the page drops those at a line's ends, and beside another one. */
    const hasBlank = (element: Element, end: "first" | "last"): boolean => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const texts: Node[] = [];
      while (walker.nextNode() !== null) texts.push(walker.currentNode);
      const text = end === "first" ? texts[0] : texts.at(-1);
      const words = text?.textContent ?? "";
      const blanks =
        words.length -
        words[end === "first" ? "trimStart" : "trimEnd"]().length;
      if (text === undefined || blanks === 0) return false;
      const range = new Range();
      range.setStart(text, end === "first" ? 0 : words.length - blanks);
      range.setEnd(text, end === "first" ? blanks : words.length);
      return [...range.getClientRects()].some(({ width }) => width > 0.5);
    };
    // Parts that a script shows later are looked at as they will be.
    const shown = (selector: string) => {
      for (const part of all("[hidden]")) part.removeAttribute("hidden");
      return all(selector);
    };
    return {
      title: document.title,
      description: meta("meta[name=description]"),
      policy: meta("meta[http-equiv='content-security-policy' i]"),
      links: all("a[href], link[rel=icon], form[action]").map(
        (link) =>
          link.getAttribute("href") ?? link.getAttribute("action") ?? "",
      ),
      ids: all("[id]").map((element) => element.id),
      copies: all("[data-copy]").map(
        (element) => element.getAttribute("data-copy") ?? "",
      ),
      headings: all("h1, h2, h3, h4, h5, h6").map((heading) => ({
        level: Number(heading.tagName.slice(1)),
        text: heading.textContent.trim(),
      })),
      inlineStyles: all("[style], style").length,
      overflow: document.documentElement.scrollWidth - window.innerWidth,
      namelessRegions: all(".scroll")
        .filter(
          (region) =>
            region.getAttribute("tabindex") !== "0" ||
            (region.getAttribute("aria-label") ?? "") === "",
        )
        .map((region) => region.outerHTML.slice(0, 80)),
      blanksInLinks: shown("a")
        .filter((link) => hasBlank(link, "first") || hasBlank(link, "last"))
        .map((link) => `"${link.textContent}"`),
    };
  });
}
