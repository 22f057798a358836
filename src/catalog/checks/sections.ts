import type { Catalogue } from "../read/load.ts";
import { didYouMean } from "../nearest.ts";
import type { Finding } from "../problem.ts";
import { hazardSections, sectionsOf } from "../schema/index.ts";
import type { Check } from "./check.ts";
import { bodyPlace } from "./references.ts";

const known: readonly string[] = hazardSections;

/** A reader who knows one hazard page knows them all. */
export const sections = {
  rule: "sections",
  about:
    "A hazard page has every section once, in the order of all pages, each with a heading; where no dead end is known, there is no section for them.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const page of catalogue.hazards.values()) {
      const needed: readonly string[] = sectionsOf(page.data);
      const tags = page.content.tags.filter((tag) => tag.name === "Section");
      const names = tags.map((tag) => tag.attributes.get("of") ?? "");
      let reached = -1;
      for (const [index, tag] of tags.entries()) {
        const name = names[index] ?? "";
        const at = bodyPlace(page, tag.line, `<Section of="${name}">`);
        const rank = needed.indexOf(name);
        if (rank === -1)
          yield {
            ...at,
            found: known.includes(name)
              ? "the front matter has nothing for it"
              : "no such section",
            expected: `one of ${needed.join(", ")}`,
            todo: known.includes(name)
              ? "Leave the section out."
              : didYouMean(name, needed).trim() || "Correct its name.",
          };
        else if (names.indexOf(name) < index)
          yield {
            ...at,
            found: "a second one",
            expected: "each section once",
            todo: "Join the two.",
          };
        else if (rank < reached)
          yield {
            ...at,
            found: `it stands after "${needed[reached] ?? ""}"`,
            expected: `the order ${needed.join(", ")}`,
            todo: "Move it up.",
          };
        reached = Math.max(reached, rank);
        if ((tag.attributes.get("title") ?? "").trim() === "")
          yield {
            ...at,
            found: "no title",
            expected: 'title="a heading that says something"',
            todo: "Add it.",
          };
      }
      for (const name of needed)
        if (!names.includes(name))
          yield {
            file: page.file,
            field: `<Section of="${name}">`,
            line: undefined,
            found: "it is missing",
            expected: `all of ${needed.join(", ")}`,
            todo: "Add the section; one sentence is enough where there is little to say.",
          };
    }
  },
} as const satisfies Check;
