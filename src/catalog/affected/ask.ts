import { didYouMean } from "../nearest.ts";
import type { ToolDetail, ToolHazard, ToolSummary } from "../export/tool.ts";
import { readVersion } from "../versions/tools.ts";
import { answerFor, type Answer } from "./answer.ts";

/** A question that cannot be answered, with what to do. */
export interface Refusal {
  readonly refused: string;
}

/** The tool that is meant by a name, among those that hazards name. */
export function toolMeant(
  name: string,
  tools: readonly ToolSummary[],
): ToolSummary | Refusal {
  const wanted = name.toLowerCase();
  const found =
    tools.find(({ tool }) => tool.toLowerCase() === wanted) ??
    tools.find(({ aliases }) => aliases.includes(wanted));
  if (found !== undefined) return found;
  const names = tools.map(({ tool }) => tool);
  const near = didYouMean(
    name,
    tools.flatMap(({ tool, aliases }) => [tool, ...aliases]),
  );
  return {
    refused: `no hazard here names a tool "${name}".${near} There are ${names.join(", ")}`,
  };
}

/** The exact version that is meant: `14` means 14.0.6 where that is the one 14 that was measured. */
export function versionMeant(
  { tool, title, scheme, versions }: ToolSummary,
  text: string,
): { version: string } | Refusal {
  const measured = `measured are ${versions.join(", ")}`;
  const read = readVersion(tool, text);
  if (read === undefined)
    return {
      refused: `"${text}" is no version of ${title}: ${scheme.replace(/\.$/, "")}; ${measured}`,
    };
  if (read.whole) return { version: read.text };
  const line = `${text.replace(/^\D+/, "")}.`;
  const within = versions.filter((version) => version.startsWith(line));
  const [only] = within;
  if (only !== undefined && within.length === 1) return { version: only };
  return {
    refused:
      only === undefined
        ? `"${text}" is not one version of ${title}; write it whole. ${capital(measured)}`
        : `"${text}" is several versions of ${title}: write ${within.join(" or ")}`,
  };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** What a hazard says of one version. */
export interface HazardAnswer extends Answer {
  readonly hazard: ToolHazard;
}

/** `affected`, or `affected by refusal` where the effect differs by version. */
export function answerWords({ answer, effect }: Answer): string {
  const words = answer.replace("-", " ");
  return effect === null ? words : `${words} ${effect}`;
}

const order: Record<Answer["answer"], number> = {
  affected: 0,
  unknown: 1,
  "not-affected": 2,
};

/** What every hazard of a tool says of one version: those that hit it first, then the unknown, each by code. */
export function answersFor(
  { hazards }: Pick<ToolDetail, "hazards">,
  version: string,
): HazardAnswer[] {
  return hazards
    .map((hazard) => ({
      hazard,
      ...answerFor(hazard, hazard.measured, version),
    }))
    .sort((a, b) => order[a.answer] - order[b.answer]);
}
