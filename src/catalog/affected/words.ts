import type {
  AffectedRange,
  AffectedTool,
  Conditions,
} from "../schema/index.ts";
import { toolTitle } from "../versions/tools.ts";
import type { VersionResult } from "./measured.ts";
import { extent, shownIn } from "./range.ts";

/** Who is affected, in words: one tool under one set of conditions. */
export interface AffectedWords {
  readonly tool: string;
  readonly title: string;
  /** The versions, with what it does in them: `0.13.0 silently; 0.14.0 to 0.17.1 by refusal`. */
  readonly versions: string;
  /** Under what: `in Debug builds`; empty where it always holds. */
  readonly conditions: string;
  /** The first version without it, `22.20.0 at the latest` where the exact one is unknown. */
  readonly fixed: string | undefined;
  /** What is not known: `older than 0.12.1`. */
  readonly unknown: readonly string[];
}

function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2
    ? last
    : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** The conditions behind the versions: `in Debug builds with -fno-lld`. */
export function conditionWords({
  targets,
  flags,
  linker,
  when,
}: Conditions = {}): string {
  return [
    ...(when === undefined ? [] : [when]),
    ...(flags === undefined ? [] : [`with ${listWords(flags)}`]),
    ...(linker === undefined ? [] : [`linked by ${linker}`]),
    ...(targets === undefined ? [] : [`for ${listWords(targets)}`]),
  ].join(" ");
}

function rangeWords(
  tool: string,
  range: AffectedRange,
  measured: readonly VersionResult[],
): string {
  const known = extent(tool, range, measured);
  const effect = range.effect === undefined ? "" : ` ${range.effect}`;
  if (known === undefined) return `no version measured yet${effect}`;
  const { first, last } = known;
  const two = shownIn(tool, range, measured).length === 2;
  const versions =
    first === last
      ? first
      : two
        ? `${first} and ${last}`
        : `${first} to ${last}`;
  return `${versions}${effect}`;
}

/** What a range and its neighbours leave unknown. */
function unknownIn(
  tool: string,
  range: AffectedRange,
  measured: readonly VersionResult[],
): string[] {
  const { lastUnaffected, introduced, lastAffected, fixed } = range;
  const known = extent(tool, range, measured);
  if (known === undefined) return [];
  const gap = (from: string, to: string) => `between ${from} and ${to}`;
  const open = lastAffected === undefined && fixed === undefined;
  if (introduced === "unknown" && open && known.first === known.last)
    return ["any other version"];
  return [
    ...(introduced === "unknown" ? [`older than ${known.first}`] : []),
    ...(lastUnaffected === undefined ? [] : [gap(lastUnaffected, introduced)]),
    ...(lastAffected === undefined || fixed === undefined
      ? []
      : [gap(lastAffected, fixed)]),
    ...(open ? [`newer than ${known.last}`] : []),
  ];
}

/** An entry in words. */
export function affectedWords(
  { tool, ranges, conditions }: AffectedTool,
  measured: readonly VersionResult[],
): AffectedWords {
  const last = ranges.at(-1);
  const gap = last?.lastAffected !== undefined;
  const none = listWords(measured.map(({ version }) => version));
  return {
    tool,
    title: toolTitle(tool),
    versions:
      ranges.length === 0
        ? none === ""
          ? "none known"
          : `none of those measured: ${none}`
        : ranges.map((range) => rangeWords(tool, range, measured)).join("; "),
    conditions: conditionWords(conditions),
    fixed:
      last?.fixed === undefined
        ? undefined
        : gap
          ? `${last.fixed} at the latest`
          : last.fixed,
    unknown: ranges.flatMap((range) => unknownIn(tool, range, measured)),
  };
}
