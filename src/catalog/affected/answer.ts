import type { AffectedRange, AffectedTool, Boundary } from "../schema/index.ts";
import { compareVersions } from "../versions/tools.ts";
import type { VersionResult } from "./measured.ts";
import { extent, placeIn, shownIn } from "./range.ts";

/** How an answer is known: by a cell of this very version, by a link, or because of where the version lies. */
export type Ground = "measured" | "reported" | "inferred";

/** Whether a version has the hazard. */
export interface Answer {
  readonly answer: "affected" | "not-affected" | "unknown";
  /** What the hazard does in this version where that differs by version, such as `by refusal`; null elsewhere. */
  readonly effect: string | null;
  /** Null where the answer is unknown. */
  readonly ground: Ground | null;
  /** Why, in a few words. */
  readonly because: string;
}

type Reason = Omit<Answer, "effect">;

const unknown = (because: string): Reason => ({
  answer: "unknown",
  ground: null,
  because,
});

/** What an answer is worked out from: an entry of a hazard’s `affected`. */
type Ranges = Pick<AffectedTool, "tool" | "ranges">;

/** Says whether a version has the hazard, from its own cells or else from the ranges. */
export function answerFor(
  entry: Ranges,
  measured: readonly VersionResult[],
  version: string,
): Answer {
  const { tool, ranges } = entry;
  const reason = reasonFor(entry, measured, version);
  const range = ranges.find((one) => placeIn(tool, one, version) === "inside");
  const effect = reason.answer === "affected" ? range?.effect : undefined;
  return { ...reason, effect: effect ?? null };
}

function reasonFor(
  entry: Ranges,
  measured: readonly VersionResult[],
  version: string,
): Reason {
  const { tool, ranges } = entry;
  const own = measured.find(
    (one) => compareVersions(tool, one.version, version) === 0,
  );
  if (own !== undefined) return measuredAnswer(own);
  for (const range of ranges) {
    const answer = answerIn(tool, range, measured, version);
    if (answer !== undefined) return answer;
  }
  return outside(entry, measured, version);
}

function measuredAnswer({ affected, cases }: VersionResult): Reason {
  return {
    answer: affected ? "affected" : "not-affected",
    ground: "measured",
    because: `${cases.length === 1 ? "case" : "cases"} ${cases.join(", ")}`,
  };
}

/** What a range says of a version that lies in it or in one of its gaps. */
function answerIn(
  tool: string,
  range: AffectedRange,
  measured: readonly VersionResult[],
  version: string,
): Reason | undefined {
  const { lastUnaffected, introduced, lastAffected, fixed, reported } = range;
  const place = placeIn(tool, range, version);
  if (place === "gap")
    return compareVersions(tool, version, introduced) < 0
      ? unknown(
          `${lastUnaffected ?? ""} does not have it, ${introduced} has; nothing between was measured`,
        )
      : unknown(
          `${lastAffected ?? ""} has it, ${fixed ?? ""} does not; nothing between was measured`,
        );
  if (place !== "inside") return undefined;
  const known = extent(tool, range, measured);
  if (known === undefined) return unknown("no version was measured yet");
  const { first, last } = known;
  if (compareVersions(tool, version, first) < 0)
    return unknown(`older than ${first}, the oldest that was measured`);
  const open = lastAffected === undefined && fixed === undefined;
  if (open && compareVersions(tool, version, last) > 0)
    return unknown(`newer than ${last}, the newest that was measured`);
  const shown = shownIn(tool, range, measured);
  const [low, high] = [shown[0], shown.at(-1)];
  const between =
    low !== undefined &&
    high !== undefined &&
    compareVersions(tool, version, low) > 0 &&
    compareVersions(tool, version, high) < 0;
  const source = reported.introduced ?? reported.lastAffected ?? reported.fixed;
  if (!between && source !== undefined)
    return {
      answer: "affected",
      ground: "reported",
      because: source.source.title,
    };
  return {
    answer: "affected",
    ground: "inferred",
    because: between
      ? `between ${low} and ${high}, which have it`
      : fixed === undefined
        ? `from ${first} to ${last}`
        : `before ${fixed}, which repairs it`,
  };
}

/** What is known of a version that lies in no range. */
function outside(
  { tool, ranges }: Ranges,
  measured: readonly VersionResult[],
  version: string,
): Reason {
  const oldest = measured[0]?.version;
  const newest = measured.at(-1)?.version;
  const below = ranges.findLast(
    (range) => placeIn(tool, range, version) === "after",
  );
  const above = ranges.find(
    (range) => placeIn(tool, range, version) === "before",
  );
  const [end, source]: [string | undefined, Boundary] =
    below === undefined
      ? [above?.introduced, "introduced"]
      : [below.fixed ?? below.lastAffected, "fixed"];
  const said = (below ?? above)?.reported[source];
  if (said !== undefined)
    return {
      answer: "not-affected",
      ground: "reported",
      because: said.source.title,
    };
  if (oldest === undefined || newest === undefined)
    return unknown("no version was measured yet");
  if (compareVersions(tool, version, oldest) < 0)
    return unknown(`older than ${oldest}, the oldest that was measured`);
  if (compareVersions(tool, version, newest) > 0 && below === undefined)
    return unknown(`newer than ${newest}, the newest that was measured`);
  return {
    answer: "not-affected",
    ground: "inferred",
    because:
      end === undefined
        ? `between ${oldest} and ${newest}, which do not have it`
        : below === undefined
          ? `older than ${end}, the first that has it`
          : below.fixed === undefined
            ? `newer than ${end}, the last that has it`
            : `newer than ${end}, which repairs it`,
  };
}
