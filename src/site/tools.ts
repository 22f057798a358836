import { answersFor, type HazardAnswer } from "../catalog/affected/ask.ts";
import type { Answer } from "../catalog/affected/answer.ts";
import { toolStandings } from "../catalog/affected/tools.ts";
import {
  toolDetail,
  type ToolDetail,
  type ToolHazard,
} from "../catalog/export/tool.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Mark } from "./verdicts.ts";

const known = new WeakMap<Catalogue, readonly ToolDetail[]>();

/** Every tool that a hazard names, worked out once for each build. */
export function toolsOf(site: Catalogue): readonly ToolDetail[] {
  const before = known.get(site);
  if (before !== undefined) return before;
  const standings = [...site.standings.values()].flat();
  const tools = toolStandings(standings).map(toolDetail);
  known.set(site, tools);
  return tools;
}

/** Which versions have a hazard, as a sentence: `0.12.1 to 0.15.2 with -fno-lld; fixed in 0.16.0.` */
export function versionSentence({
  versions,
  under,
  fixed,
}: Pick<ToolHazard, "versions" | "under" | "fixed">): string {
  const which = under === "" ? versions : `${versions} ${under}`;
  return fixed === undefined ? `${which}.` : `${which}; fixed in ${fixed}.`;
}

/** The mark that stands beside each answer. */
export const answerMarks: Record<Answer["answer"], Mark> = {
  affected: "hazard",
  unknown: "none",
  "not-affected": "clean",
};

/** The answers for one version in the order of the page, those that hit it first. */
export function answersByKind(tool: ToolDetail, version: string) {
  const all = answersFor(tool, version);
  const of = (kind: Answer["answer"]): HazardAnswer[] =>
    all.filter(({ answer }) => answer === kind);
  return {
    affected: of("affected"),
    unknown: of("unknown"),
    clean: of("not-affected"),
  };
}

/** How many hazards some answers are of: one that holds under several conditions counts once. */
export function hazardCount(answers: readonly HazardAnswer[]): number {
  return new Set(answers.map(({ hazard }) => hazard.code)).size;
}
