import { checks } from "./checks/index.ts";
import type { Catalogue } from "./read/load.ts";
import { compareProblems, type Problem } from "./problem.ts";

/** Everything that is wrong with the catalogue: what could not be read, then every rule; in the order of files and lines. */
export async function checkCatalogue(catalogue: Catalogue): Promise<Problem[]> {
  const problems = [...catalogue.problems];
  for (const check of checks)
    for await (const finding of check.find(catalogue))
      problems.push({ ...finding, rule: check.rule });
  return problems.sort(compareProblems);
}
