import type { Catalogue, PageEntry } from "../read/load.ts";
import type { FieldPath, Finding } from "../problem.ts";
import {
  boundary,
  type AffectedRange,
  type AffectedTool,
  type Hazard,
} from "../schema/index.ts";
import {
  compareVersions,
  knownTools,
  readerTool,
  readVersion,
  schemeWords,
} from "../versions/tools.ts";
import { didYouMean } from "../nearest.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** A range in a wrong order, or of a version that nobody can read, would answer wrongly and look right. */
export const rangeForm = {
  rule: "range-form",
  about:
    "Affected ranges name a known tool, have versions of its scheme, and are in order.",
  *find(catalogue: Catalogue): Generator<Finding> {
    const listed = Object.keys(catalogue.toolchains?.data.tools ?? {});
    const tools = [
      ...new Set([...Object.keys(knownTools), ...listed.map(readerTool)]),
    ];
    for (const hazard of catalogue.hazards.values())
      for (const [index, entry] of hazard.data.affected.entries()) {
        const path = ["affected", index];
        yield* unknownTool(hazard, path, entry, tools);
        yield* formFaults(hazard, path, entry);
      }
  },
} as const satisfies Check;

/** What is wrong with the versions of an entry. Where something is, nobody can compare them with cells. */
export function formFaults(
  hazard: PageEntry<Hazard>,
  path: FieldPath,
  entry: AffectedTool,
): Finding[] {
  const unread = [...versionFaults(hazard, path, entry)];
  return unread.length > 0 ? unread : [...orderFaults(hazard, path, entry)];
}

function* unknownTool(
  hazard: PageEntry<Hazard>,
  path: FieldPath,
  { tool }: AffectedTool,
  tools: readonly string[],
): Generator<Finding> {
  if (tools.includes(tool)) return;
  const reader = readerTool(tool);
  yield {
    ...place(hazard, [...path, "tool"]),
    found: `"${tool}"`,
    expected: "a tool as readers know it",
    todo:
      reader === tool
        ? `Add it to repros/toolchains.yaml, or a row to src/catalog/versions/tools.ts.${didYouMean(tool, tools)}`
        : `Write ${reader}.`,
  };
}

/** The versions that a range names, with the field of each. */
function named(range: AffectedRange) {
  return boundary.options.flatMap((end) => {
    const version = range[end];
    return version === undefined || version === "unknown"
      ? []
      : [{ end, version }];
  });
}

function* versionFaults(
  hazard: PageEntry<Hazard>,
  path: FieldPath,
  { tool, ranges }: AffectedTool,
): Generator<Finding> {
  for (const [number, range] of ranges.entries()) {
    const at = [...path, "ranges", number];
    for (const { end, version } of named(range))
      if (readVersion(tool, version)?.whole !== true)
        yield {
          ...place(hazard, [...at, end]),
          found: `"${version}"`,
          expected: `one version of ${tool}: ${schemeWords(tool).replace(/\.$/, "")}`,
          todo: "Write the whole version as the tool prints it.",
        };
    for (const end of boundary.options)
      if (
        range.reported[end] !== undefined &&
        (range[end] === undefined || range[end] === "unknown")
      )
        yield {
          ...place(hazard, [...at, "reported", end]),
          found: `a source, and no version at ${end}`,
          expected: `the version that it names at ${end}`,
          todo: "Add the version, or remove the source.",
        };
  }
}

function* orderFaults(
  hazard: PageEntry<Hazard>,
  path: FieldPath,
  { tool, ranges }: AffectedTool,
): Generator<Finding> {
  let before: string | undefined;
  for (const [number, range] of ranges.entries()) {
    const at = [...path, "ranges", number];
    if (
      range.introduced === "unknown" &&
      (number > 0 || range.lastUnaffected !== undefined)
    )
      yield {
        ...place(hazard, [...at, "introduced"]),
        found: `unknown, with an older version beside it`,
        expected: "unknown only where nothing older is known",
        todo: "Write the oldest version of this range.",
      };
    for (const { end, version } of named(range)) {
      const order =
        before === undefined ? 1 : compareVersions(tool, version, before);
      // A range of one version begins and ends with it; the next one may begin where one was fixed.
      const together = end === "lastAffected" || end === "introduced";
      if (order < 0 || (order === 0 && !together))
        yield {
          ...place(hazard, [...at, end]),
          found: `${version}, which is not newer than ${before ?? ""}`,
          expected: `versions in their order, oldest first: ${boundary.options.join(", ")}`,
          todo: "Correct the version, or the order of the ranges.",
        };
      before = version;
    }
    const open = range.lastAffected === undefined && range.fixed === undefined;
    if (open && number < ranges.length - 1)
      yield {
        ...place(hazard, at),
        found: "no end, and another range after it",
        expected: "fixed or lastAffected",
        todo: "Write where this range ends.",
      };
  }
}
