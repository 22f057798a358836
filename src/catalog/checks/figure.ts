import { fieldFigures, ownRepro, texts } from "../figures/fields.ts";
import {
  figureOf,
  figureNames,
  isFigure,
  type FigureTag,
} from "../figures/figure.ts";
import type { Catalogue, PageEntry } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { bodyPlace, pages, place, type Place } from "./references.ts";

/** What a page says that a verdict says is in that verdict. */
export const figure = {
  rule: "figure",
  about:
    "A component that shows a figure finds it in a verdict; <Given> says why its figure is none of a verdict.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const page of pages(catalogue)) {
      const own = ownRepro(page.data);
      for (const { tag, at } of figureTags(page)) {
        if (tag.name === "Given") {
          if ((tag.attributes.get("because") ?? "") === "")
            yield {
              ...at,
              found: "no because",
              expected: 'because="why no run could come out otherwise"',
              todo: "Add it, or take the figure from a verdict.",
            };
          continue;
        }
        const shown = figureOf(tag, catalogue, own);
        if (shown.ok) continue;
        const { found, expected } = shown;
        const todo = "Correct its attributes, or record the verdict.";
        yield { ...at, found, expected, todo };
      }
      yield* unreadable(page);
    }
  },
} as const satisfies Check;

/** Every component that shows a figure, in the page’s text and in its front matter. */
function* figureTags(
  page: PageEntry<unknown>,
): Generator<{ tag: FigureTag; at: Place }> {
  for (const tag of page.content.tags)
    if (isFigure(tag.name) || tag.name === "Given")
      yield { tag, at: bodyPlace(page, tag.line, `<${tag.name}>`) };
  for (const { text, path } of texts(page.written))
    for (const { tag } of fieldFigures(text))
      yield { tag, at: place(page, path) };
}

const opening = new RegExp(`<(?:${figureNames.join("|")}|Given)\\b`, "g");

/** Front matter texts in which a figure is begun that cannot be read to its end. */
function* unreadable(page: PageEntry<unknown>): Generator<Finding> {
  for (const { text, path } of texts(page.written)) {
    const begun = text.match(opening)?.length ?? 0;
    if (begun === fieldFigures(text).length) continue;
    yield {
      ...place(page, path),
      found: "a figure that cannot be read",
      expected:
        '<Cells case="…" outcome="…" />, each attribute in double quotes, or <Given because="…">one of two</Given>',
      todo: "Write it so; in YAML the text then stands in single quotes or in a block.",
    };
  }
}
