import type { AffectedRange } from "../schema/index.ts";
import { compareVersions } from "../versions/tools.ts";
import type { VersionResult } from "./measured.ts";

/** Where a version lies, as a range says it. `gap`: between two of its ends, where nothing is known. */
export type Place = "before" | "inside" | "gap" | "after";

/** Where a version lies. A range whose beginning is unknown has nothing before it. */
export function placeIn(
  tool: string,
  range: AffectedRange,
  version: string,
): Place {
  const { lastUnaffected, introduced, lastAffected, fixed } = range;
  const from = (other: string) => compareVersions(tool, version, other);
  if (introduced !== "unknown" && from(introduced) < 0)
    return lastUnaffected !== undefined && from(lastUnaffected) > 0
      ? "gap"
      : "before";
  if (fixed !== undefined && from(fixed) >= 0) return "after";
  if (lastAffected !== undefined && from(lastAffected) > 0)
    return fixed === undefined ? "after" : "gap";
  return "inside";
}

/** The versions inside a range that show the hazard, oldest first. */
export function shownIn(
  tool: string,
  range: AffectedRange,
  measured: readonly VersionResult[],
): string[] {
  return measured
    .filter(
      ({ version, affected }) =>
        affected && placeIn(tool, range, version) === "inside",
    )
    .map(({ version }) => version);
}

/** The oldest and the newest version that a range is known to hold for; nothing where none is known. */
export function extent(
  tool: string,
  range: AffectedRange,
  measured: readonly VersionResult[],
): { first: string; last: string } | undefined {
  const shown = shownIn(tool, range, measured);
  const { introduced, lastAffected } = range;
  const first = introduced === "unknown" ? shown[0] : introduced;
  const last = lastAffected ?? shown.at(-1) ?? first;
  return first === undefined || last === undefined
    ? undefined
    : { first, last };
}
