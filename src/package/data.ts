import { hazardDetail, hazardSummaries } from "../catalog/export/hazard.ts";
import { symptomDetail } from "../catalog/export/symptom.ts";
import { allStandings, toolStandings } from "../catalog/affected/tools.ts";
import { toolDetail, toolSummary } from "../catalog/export/tool.ts";
import { describeProblem } from "../catalog/problem.ts";
import { loadCatalogue } from "../catalog/read/load.ts";
import { knowledgeOf, loadSignatures } from "../catalog/read/signatures.ts";
import type { PackageFiles } from "./lookup.ts";

/** The package’s files of data, out of the catalogue at `root`. Throws where the catalogue does not fit its schemas. */
export async function dataOf(
  root: string,
): Promise<Omit<PackageFiles, "package.json">> {
  const catalogue = await loadCatalogue(root);
  const [problem] = catalogue.problems;
  if (problem !== undefined) throw new Error(describeProblem(problem));
  const { hazards, symptoms } = catalogue;
  const details = [...hazards.values()].map(
    async (entry) =>
      [
        `data/hazard/${entry.slug}.json` as const,
        await hazardDetail(catalogue, entry),
      ] as const,
  );
  const tools = toolStandings(allStandings(catalogue));
  return {
    ...Object.fromEntries(await Promise.all(details)),
    ...Object.fromEntries(
      tools.map((one) => [
        `data/tool/${one.tool}.json` as const,
        toolDetail(one),
      ]),
    ),
    "data/tools.json": tools.map(toolSummary),
    "data/hazards.json": hazardSummaries(catalogue),
    "data/symptoms.json": [...symptoms.values()].map(symptomDetail),
    "data/knowledge.json": knowledgeOf(catalogue, await loadSignatures(root)),
  };
}
