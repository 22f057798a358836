import { texts } from "../figures/fields.ts";
import type { Catalogue, PageEntry } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { bodyPlace, pages, place, type Place } from "./references.ts";

/** What stands where the commit must, in the addresses of files and folders of source code. */
const sourceFiles = [
  /^https:\/\/github\.com\/[^/]+\/[^/]+\/(?:blob|tree|raw|blame|edit)\/([^/#?]+)/,
  /^https:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/([^/#?]+)/,
  // Forgejo’s: codeberg.org and others.
  /^https:\/\/[^/]+\/[^/]+\/[^/]+\/(?:src|raw|media)\/(?:branch|tag|commit)\/([^/#?]+)/,
  // GitLab’s, whose groups nest.
  /^https:\/\/[^/]+\/.+?\/-\/(?:blob|tree|raw|blame)\/([^/#?]+)/,
];

/** What source code says is said by one commit; a branch goes on, and a tag can be moved. */
export const sourceLink = {
  rule: "source-link",
  about: "A link to source code names the commit at which it was read.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const page of pages(catalogue))
      for (const { target, at } of addresses(page)) {
        const name = sourceFiles
          .map((one) => one.exec(target)?.[1])
          .find((one) => one !== undefined);
        if (name === undefined || /^[0-9a-f]{7,40}$/.test(name)) continue;
        yield {
          ...at,
          found: `"${name}" in ${target}`,
          expected: "a commit of 7 to 40 hexadecimal digits",
          todo: "Take the permalink of the line that was read.",
        };
      }
  },
} as const satisfies Check;

function* addresses(
  page: PageEntry<unknown>,
): Generator<{ target: string; at: Place }> {
  for (const { target, line } of page.content.links)
    yield { target, at: bodyPlace(page, line, "link") };
  for (const { text, path } of texts(page.written))
    yield { target: text, at: place(page, path) };
}
