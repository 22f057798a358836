import { placeIn } from "../affected/range.ts";
import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { cellWords, rangeEntries, type RangeEntry } from "./ranges.ts";
import { place } from "./references.ts";

/** What a page says of a version and what its cells show are one fact. */
export const rangeCells = {
  rule: "range-cells",
  about:
    "Every measured version inside an affected range shows the hazard, and none outside does.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const one of rangeEntries(catalogue)) yield* contradictions(one);
  },
} as const satisfies Check;

function* contradictions({
  hazard,
  index,
  entry,
  measured,
}: RangeEntry): Generator<Finding> {
  const { tool, ranges } = entry;
  const path = ["affected", index, "ranges"];
  for (const { version, shown, clean } of measured) {
    const places = ranges.map((range) => placeIn(tool, range, version));
    const inside = places.indexOf("inside");
    const gap = places.indexOf("gap");
    if (inside !== -1 && clean.length > 0)
      yield {
        ...place(hazard, [...path, inside]),
        found: `${version} is in this range, and ${cellWords(clean)} came out clean`,
        expected: "a hazard in every measured version of the range",
        todo: "Correct the range; or, where a parameter is the reason, say so with an exception in the manifest.",
      };
    else if (inside === -1 && gap !== -1)
      yield {
        ...place(hazard, [...path, gap]),
        found: `${version} counts as unknown, and ${cellWords([...shown, ...clean])} came out ${shown.length > 0 ? "hazard" : "clean"}`,
        expected: "no measured version between two ends of a range",
        todo: "Move the end that it decides.",
      };
    else if (inside === -1 && shown.length > 0)
      yield {
        ...place(hazard, ranges.length === 0 ? path : [...path, 0]),
        found: `${version} is in no range, and ${cellWords(shown)} shows the hazard`,
        expected: "every version that shows the hazard in a range",
        todo: "Correct the ranges.",
      };
  }
}
