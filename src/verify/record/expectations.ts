import { join } from "node:path";
import type { ReproCase } from "../../catalog/schema/index.ts";
import { valueDigest } from "../cache.ts";
import { readIfThere } from "../load.ts";

/** The files that a case’s expectation names, relative to its reproducer. */
export function expectedFiles({ id, expect }: ReproCase): string[] {
  const own = expect.stdout ?? `expected/${id}.txt`;
  const named = [own, ...expect.except.map(({ stdout }) => stdout)];
  return [...new Set(named)].filter((file) => typeof file === "string");
}

/**
 * The first 12 digits of a digest of what each case is expected to come to: the manifest’s `expect` and the texts of the
 * files that it names. Reasons are words and do not count. `cases` are to be as the manifest has them, without the
 * versions that appeared since.
 */
export async function expectationDigests(
  folder: string,
  cases: readonly ReproCase[],
): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const one of cases) {
    const texts: (string | null)[] = [];
    for (const file of expectedFiles(one))
      texts.push((await readIfThere(join(folder, file))) ?? null);
    const { outcome, stdout, except } = one.expect;
    const exceptions = except.map((each) => ({ ...each, reason: "" }));
    const value = [outcome, stdout ?? null, exceptions, texts];
    digests[one.id] = valueDigest(value).slice(0, 12);
  }
  return digests;
}
