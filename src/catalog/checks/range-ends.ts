import { placeIn } from "../affected/range.ts";
import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import {
  boundary,
  type AffectedRange,
  type Boundary,
} from "../schema/index.ts";
import { compareVersions, hasScheme, schemeWords } from "../versions/tools.ts";
import type { Check } from "./check.ts";
import { listedVersions, rangeEntries, type RangeEntry } from "./ranges.ts";
import { place } from "./references.ts";

/** Where a hazard begins or ends was measured on both sides, or is said by a link, or is called unknown. */
export const rangeEnds = {
  rule: "range-ends",
  about:
    "Each end of an affected range has a cell on either side, or a link that says it.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const one of rangeEntries(catalogue))
      for (const [number, range] of one.entry.ranges.entries()) {
        const listed = listedVersions(catalogue, one.entry.tool);
        for (const fault of faults(one, range, listed))
          yield {
            ...place(one.hazard, [
              "affected",
              one.index,
              "ranges",
              number,
              fault.end,
            ]),
            ...fault.words,
          };
      }
  },
} as const satisfies Check;

interface Fault {
  readonly end: Boundary;
  readonly words: Pick<Finding, "found" | "expected" | "todo">;
}

/** The measured versions of an entry, and what a range says of each. */
function sides({ entry, measured }: RangeEntry, range: AffectedRange) {
  const { tool } = entry;
  const versions = measured.map(({ version }) => version);
  const inside = versions.filter(
    (version) => placeIn(tool, range, version) === "inside",
  );
  return {
    inside,
    has: (version: string) =>
      versions.some((one) => compareVersions(tool, one, version) === 0),
    below: (version: string) =>
      versions.findLast((one) => compareVersions(tool, one, version) < 0),
    above: (version: string) =>
      versions.find((one) => compareVersions(tool, one, version) > 0),
  };
}

/** What else may be wrong where nothing was measured: a tool that has no version scheme of its own, and versions that are not semantic. */
function schemeless({ entry: { tool, cases }, measured }: RangeEntry): string {
  return cases.length > 0 && measured.length === 0 && !hasScheme(tool)
    ? ` If they did, write in src/catalog/versions/tools.ts how ${tool} numbers its versions: without a line there they are read as ${schemeWords(tool)}`
    : "";
}

function* faults(
  one: RangeEntry,
  range: AffectedRange,
  listed: readonly string[],
): Generator<Fault> {
  const { tool, cases } = one.entry;
  const { introduced, lastUnaffected, lastAffected, fixed, reported } = range;
  const { has, below, above, inside } = sides(one, range);
  const between = (low: string, high: string): string | undefined =>
    listed.find(
      (version) =>
        compareVersions(tool, version, low) > 0 &&
        compareVersions(tool, version, high) < 0 &&
        !has(version),
    );
  for (const end of boundary.options) {
    const version = range[end];
    if (version === undefined || version === "unknown") continue;
    if (reported[end] === undefined && !has(version))
      yield {
        end,
        words: {
          found: `${version} was not measured by ${cases.join(", ") || "any case"}`,
          expected: "a version with cells, or a source under reported",
          todo: "Measure it, write the nearest version that was measured, or link who says it.",
        },
      };
  }
  if (inside.length === 0 && Object.keys(reported).length === 0)
    yield {
      end: "introduced",
      words: {
        found: `no version of this range was measured by ${cases.join(", ") || "any case"}`,
        expected: "a measured version, or a source under reported",
        todo: `Name the cases that measured it, or link who says it.${schemeless(one)}`,
      },
    };
  if (introduced !== "unknown" && reported.introduced === undefined) {
    const older = lastUnaffected ?? below(introduced);
    if (older === undefined)
      yield {
        end: "introduced",
        words: {
          found: `${introduced} is the oldest that was measured`,
          expected: "an older version that was measured and has it not",
          todo: "Write introduced: unknown, or measure an older version.",
        },
      };
    else if (lastUnaffected === undefined) {
      const skipped = between(older, introduced);
      if (skipped !== undefined)
        yield unmeasured("introduced", skipped, `lastUnaffected: ${older}`);
    }
  }
  if (fixed !== undefined && reported.fixed === undefined) {
    const older = lastAffected ?? below(fixed);
    const skipped =
      lastAffected === undefined && older !== undefined
        ? between(older, fixed)
        : undefined;
    if (skipped !== undefined)
      yield unmeasured("fixed", skipped, `lastAffected: ${older ?? ""}`);
  }
  if (
    lastAffected !== undefined &&
    fixed === undefined &&
    reported.lastAffected === undefined
  ) {
    const newer = above(lastAffected);
    if (newer === undefined)
      yield {
        end: "lastAffected",
        words: {
          found: `${lastAffected} is the newest that was measured`,
          expected: "a newer version that was measured and has it not",
          todo: "Leave lastAffected out: without an end, versions newer than the newest that was measured are unknown.",
        },
      };
    else {
      const skipped = between(lastAffected, newer);
      if (skipped !== undefined)
        yield unmeasured("lastAffected", skipped, `fixed: ${newer}`);
    }
  }
}

function unmeasured(end: Boundary, version: string, write: string): Fault {
  return {
    end,
    words: {
      found: `${version} lies beside it and was not measured`,
      expected: "no unmeasured version of repros/toolchains.yaml there",
      todo: `Add ${write}, so that the versions between are unknown; or measure it.`,
    },
  };
}
