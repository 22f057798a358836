import { rm } from "node:fs/promises";
import { join } from "node:path";
import { appendRecord } from "../../src/catalog/history/append.ts";
import { endPath, historyPath } from "../../src/catalog/history/history.ts";
import type { Verdict } from "../../src/catalog/schema/index.ts";
import { writeRecord } from "../../src/verify/record/write.ts";

/**
 * Writes a verdict as `verify --record` would, after these nights of its reproducer: what was found, in which runs, on which
 * machines, and where the history ends. What was recorded before is gone.
 */
export async function storeVerdict(
  root: string,
  verdict: Verdict,
  nights?: string,
): Promise<void> {
  const slug = verdict.repro;
  for (const path of [endPath(slug), historyPath(slug)])
    await rm(join(root, path), { force: true });
  const history = appendRecord(slug, nights, verdict);
  await writeRecord(root, slug, verdict, history);
}
