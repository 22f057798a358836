import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { bodyPlace, pages } from "./references.ts";

/** The checks, the Markdown and the search read a page without running it. */
export const literalPage = {
  rule: "literal-page",
  about:
    "A page is text and components with literal attributes, without JavaScript of its own.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const page of pages(catalogue)) {
      for (const line of page.content.code)
        yield {
          ...bodyPlace(page, line, ""),
          found: "JavaScript",
          expected: "text, components, and comments in {/* … */}",
          todo: "Write what it gives, or make a component of it in src/components/.",
        };
      for (const { name, computed, line } of page.content.tags)
        for (const attribute of computed)
          yield {
            ...bodyPlace(page, line, `<${name}> ${attribute}`),
            found: "a value that is computed",
            expected: `${attribute.replaceAll(/\W/g, "") || "name"}="…"`,
            todo: "Write the value itself.",
          };
    }
  },
} as const satisfies Check;
