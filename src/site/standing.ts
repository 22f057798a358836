import type {
  CellResult,
  Hazard,
  Reproducer,
  Verdict,
} from "../catalog/schema/index.ts";
import { compareVersions, readerTool } from "../catalog/versions/tools.ts";
import {
  cellsOf,
  markWords,
  ran,
  tally,
  tallyWords,
  type Mark,
  type Tally,
} from "./verdicts.ts";

/**
 * The newest version of the tool that has most versions among cells, with its cells. Node.js from two packages is one
 * tool. `title` gives a tool's name to readers.
 */
export function newest(
  cells: readonly CellResult[],
  title: (tool: string) => string = (tool) => tool,
): { tool: string; version: string; cells: CellResult[] } | undefined {
  const tools = new Map<string, Map<string, CellResult[]>>();
  for (const cell of cells) {
    for (const [tool, version] of Object.entries(cell.tools)) {
      const name = readerTool(tool);
      const versions = tools.get(name) ?? new Map<string, CellResult[]>();
      tools.set(name, versions);
      versions.set(version, [...(versions.get(version) ?? []), cell]);
    }
  }
  const [widest] = [...tools].sort(([, a], [, b]) => b.size - a.size);
  if (widest === undefined) return undefined;
  const [tool, versions] = widest;
  const [latest] = [...versions].sort(([a], [b]) =>
    compareVersions(tool, b, a),
  );
  return latest && { tool: title(tool), version: latest[0], cells: latest[1] };
}

/** One statement of the verdict strip. */
export interface StripItem {
  readonly mark: Mark;
  readonly text: string;
}

/** The verdict strip of a hazard page: what the hazard does in the newest toolchain, whether the first fix holds, when. */
export interface Strip {
  readonly items: readonly StripItem[];
  readonly recordedAt: string | undefined;
  /** How many cells were as expected, of how many that ran. */
  readonly ok: number;
  readonly total: number;
}

/** What the hazard does in the newest toolchain it was run with, in words, and when that was measured. */
export interface HazardStanding extends StripItem {
  readonly measuredAt: string | undefined;
}

/** Reads a hazard's standing off its verdict: `reproduces in Zig 0.17.0`. */
export function hazardStanding(
  manifest: Reproducer | undefined,
  verdict: Verdict | undefined,
  title: (tool: string) => string,
): HazardStanding {
  const roles = new Map(manifest?.cases.map((one) => [one.id, one.role]));
  const shown = newest(
    verdict?.cells.filter(
      (cell) => ran(cell) && roles.get(cell.case) === "hazard",
    ) ?? [],
    title,
  );
  if (shown === undefined)
    return { mark: "none", text: "not verified yet", measuredAt: undefined };
  const { mark, measuredAt } = tally(shown.cells);
  const verb =
    mark === "hazard"
      ? "reproduces"
      : mark === "mixed"
        ? "reproduces in part"
        : mark === "clean"
          ? "does not reproduce"
          : `was ${markWords[mark]}`;
  const text = `${verb} in ${shown.tool} ${shown.version}`;
  return { mark, text, measuredAt };
}

/** Reads the strip off a verdict. `title` turns a tool's key into its makers' name. */
export function strip(
  hazard: Hazard,
  manifest: Reproducer | undefined,
  verdict: Verdict | undefined,
  title: (tool: string) => string,
): Strip {
  const shown = hazardStanding(manifest, verdict, title);
  const items: StripItem[] = [
    { mark: shown.mark, text: `hazard ${shown.text}` },
  ];
  const fix = hazard.workarounds[0];
  const fixed = tally(cellsOf(verdict, fix?.case ?? ""));
  items.push({ mark: fixed.mark, text: fixWords(fixed) });
  return {
    items,
    recordedAt: verdict?.recordedAt,
    ok: verdict?.cells.filter((cell) => cell.ok && ran(cell)).length ?? 0,
    total: verdict?.cells.filter(ran).length ?? 0,
  };
}

/** What a workaround's cells say of it, in words. */
export function fixWords(cells: Tally): string {
  if (cells.mark === "none") return "fix not verified yet";
  if (!cells.ok) return `fix not as expected: ${tallyWords(cells)}`;
  if (cells.mark === "clean") return "fix verified";
  return `fix verified in part: ${tallyWords(cells)}`;
}
