import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PlanError } from "../../catalog/cells/plan.ts";
import type { Repro } from "../../catalog/cells/cell.ts";
import { changed } from "../../catalog/mutants/change.ts";
import type { Mutant } from "../../catalog/schema/index.ts";

/** Copies a reproducer into `folder` and applies a mutant’s changes to the copy. Throws `PlanError` where one does not fit. */
export async function mutate(
  repro: Repro,
  mutant: Mutant,
  folder: string,
): Promise<Repro> {
  await cp(repro.folder, folder, { recursive: true });
  for (const [index, { file, find, put }] of mutant.change.entries()) {
    const path = join(folder, file);
    const text = await readFile(path, "utf8").catch(() => "");
    const next = changed(text, find, put);
    if (next === undefined)
      throw new PlanError(
        `repros/${repro.slug}/repro.yaml: mutant ${mutant.id}: change[${index}].find: expected text that occurs exactly once in ${file}`,
      );
    await writeFile(path, next);
  }
  return { ...repro, folder };
}
