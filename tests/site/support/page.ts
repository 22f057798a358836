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
}

/** Reads the page that is open. */
export async function readPage(page: Page): Promise<PageFacts> {
  return page.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll(selector)];
    const meta = (selector: string) =>
      document.querySelector(selector)?.getAttribute("content") ?? "";
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
    };
  });
}
