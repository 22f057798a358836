import { compareText } from "../cells/cell.ts";
import type { Catalogue, PageEntry } from "../read/load.ts";
import type { AffectedTool, Hazard } from "../schema/index.ts";
import { byVersion, toolTitle } from "../versions/tools.ts";
import { measuredVersions, type MeasuredVersion } from "./measured.ts";
import { affectedWords, type AffectedWords } from "./words.ts";

/** What a hazard says of one tool under one set of conditions, and what was measured of it. */
export interface Standing {
  readonly hazard: PageEntry<Hazard>;
  readonly entry: AffectedTool;
  readonly measured: readonly MeasuredVersion[];
  readonly words: AffectedWords;
}

/** A tool, the versions of it that were measured, oldest first, and every hazard that says something of it. */
export interface ToolStandings {
  readonly tool: string;
  readonly title: string;
  readonly versions: readonly string[];
  readonly standings: readonly Standing[];
}

/** Who is affected by a hazard, with what was measured of each tool. */
export function standingsOf(
  catalogue: Catalogue,
  hazard: PageEntry<Hazard>,
): Standing[] {
  return hazard.data.affected.map((entry) => {
    const measured = measuredVersions(catalogue, hazard.data.repro, entry);
    return { hazard, entry, measured, words: affectedWords(entry, measured) };
  });
}

/** What every hazard says. */
export function allStandings(catalogue: Catalogue): Standing[] {
  return [...catalogue.hazards.values()].flatMap((hazard) =>
    standingsOf(catalogue, hazard),
  );
}

/** Every tool that a hazard names, by its name, with the hazards by code. A withdrawn hazard hits nobody. */
export function toolStandings(all: Iterable<Standing>): ToolStandings[] {
  const tools = new Map<string, Standing[]>();
  for (const standing of all) {
    if (standing.hazard.data.status === "withdrawn") continue;
    const { tool } = standing.entry;
    const list = tools.get(tool) ?? [];
    list.push(standing);
    tools.set(tool, list);
  }
  return [...tools]
    .map(([tool, standings]) => ({
      tool,
      title: toolTitle(tool),
      versions: versionsOf(tool, standings),
      standings: standings.sort((a, b) =>
        compareText(a.hazard.data.code, b.hazard.data.code),
      ),
    }))
    .sort((a, b) => compareText(a.tool, b.tool));
}

function versionsOf(tool: string, standings: readonly Standing[]): string[] {
  const all = standings.flatMap(({ measured }) =>
    measured.map(({ version }) => version),
  );
  return [...new Set(all)].sort(byVersion(tool));
}
