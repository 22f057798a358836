import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { bodyPlace, pages } from "./references.ts";

/** The front matter’s links are the schema’s matter; these are the links in a page’s text. */
export const linkScheme = {
  rule: "link-scheme",
  about: "A link on a page is https, or inside the site.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const page of pages(catalogue))
      for (const { target, line } of page.content.links) {
        const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(target) ?? [];
        const outside = target.startsWith("//");
        if (!outside && (scheme === undefined || scheme === "https")) continue;
        yield {
          ...bodyPlace(page, line, "link"),
          found: target.slice(0, 100),
          expected: "an https address, or a path of the site",
          todo: "Link with https, or leave the address as text.",
        };
      }
  },
} as const satisfies Check;
