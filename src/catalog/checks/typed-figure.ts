import { replaceFigures, texts } from "../figures/fields.ts";
import { omitted } from "../read/body.ts";
import type { Catalogue, PageEntry } from "../read/load.ts";
import type { FieldPath, Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { bodyPlace, pages, place, type Place } from "./references.ts";

const word =
  "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty";
const number = String.raw`(?:\d[\d,]*(?:\.\d+)?|${word})`;

/** Forms in which a person types what was counted. */
const forms = [
  // 9 of 35; six of the twelve; none of the seven; 3 out of 5
  String.raw`(?:${number}|none|all|both)\s+(?:out\s+)?of\s+(?:the\s+|its\s+|these\s+|those\s+|all\s+)?${number}`,
  // 12 times in 500
  String.raw`${number}\s+times\s+(?:in|out\s+of)\s+${number}`,
  // 24 cells
  String.raw`${number}\s+cells?`,
  // 40 % of the runs
  String.raw`${number}\s*(?:%|per\s*cent)\s+of\s+(?:the\s+|all\s+)?(?:runs|cells|builds|layouts|rounds)`,
  // every measured run; in every run measured; all cells recorded
  String.raw`(?:every|each|all|no)\s+(?:measured|recorded)\s+(?:run|cell|build)s?`,
  String.raw`(?:every|each|all|no)\s+(?:run|cell|build)s?\s+(?:(?:that\s+)?(?:was|were)\s+)?(?:measured|recorded)`,
].join("|");
const typed = new RegExp(String.raw`(?<![\w.-])(?:${forms})(?![\w-])`, "gi");

/** A figure that a person typed stays as it is when the next run finds another. */
export const typedFigure = {
  rule: "typed-figure",
  about:
    "What was counted or measured comes out of a verdict by a component, or stands in a link to who reported it.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const page of pages(catalogue))
      for (const { text, at } of proseOf(page))
        for (const found of text.matchAll(typed))
          yield {
            ...at(text.slice(0, found.index).split("\n").length - 1),
            found: `"${found[0].replaceAll(/\s+/g, " ")}", typed by hand`,
            expected: "a component that reads the verdict",
            todo: 'Use <Cells>, <Fact>, <Time> or <Versions>; put a figure that no run decides into <Given because="…">; link one that somebody reported.',
          };
  },
} as const satisfies Check;

function* proseOf(
  page: PageEntry<unknown>,
): Generator<{ text: string; at: (line: number) => Place }> {
  for (const { text, line } of page.content.prose)
    yield { text, at: (below) => bodyPlace(page, line + below, "") };
  for (const { name, attributes, line } of page.content.tags) {
    const title = attributes.get("title");
    if (title !== undefined)
      yield { text: title, at: () => bodyPlace(page, line, `<${name}> title`) };
  }
  for (const { text, path } of texts(page.written))
    if (!reported(page.written, path))
      yield {
        text: withoutCode(replaceFigures(text, () => omitted)),
        at: () => place(page, path),
      };
}

function withoutCode(text: string): string {
  return text.replaceAll(/`[^`]*`/g, omitted);
}

/** Fields whose words are somebody else’s, each with its link beside it; and words that people search for. */
const elsewhere: readonly (string | number | undefined)[] = [
  "aliases",
  "messages",
  "seen",
  "timeline",
  "upstream",
  "sources",
];

function reported(data: unknown, path: FieldPath): boolean {
  const [list, index] = path;
  if (elsewhere.includes(list) || path.includes("source")) return true;
  const entry = at(at(data, list), index);
  if (list === "claims") return at(entry, "evidence") === "reported";
  return list === "deadEnds" && at(entry, "case") === undefined;
}

function at(value: unknown, key: string | number | undefined): unknown {
  if (typeof value !== "object" || value === null || key === undefined)
    return undefined;
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
