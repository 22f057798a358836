import { join } from "node:path";
import { compareText, type Repro } from "../../catalog/cells/cell.ts";
import {
  mutantRecord,
  type MutantRecord,
  type MutantResult,
  type Run,
} from "../../catalog/schema/index.ts";
import { writeAtomically } from "../cache.ts";
import { loadJson } from "../load.ts";
import { distinctRuns } from "../../catalog/history/runs.ts";
import type { PlannedMutant } from "./run.ts";

/** The path of the record, in the repository. */
export function mutantsFile(slug: string): string {
  return `content/mutants/${slug}.json`;
}

/** What a reproducer’s mutants came to when they were last recorded. */
export function loadMutants(
  root: string,
  slug: string,
): Promise<MutantRecord | undefined> {
  const again = `remove it and run misbuilt verify ${slug} --mutants --record`;
  return loadJson(root, mutantsFile(slug), mutantRecord, again);
}

/**
 * Writes what mutants came to, each file whole or not at all. A mutant that did not run keeps its earlier result for as long
 * as what decides about it is the same. Returns the files.
 */
export async function recordMutants(
  root: string,
  repros: readonly Repro[],
  planned: readonly PlannedMutant[],
  results: readonly MutantResult[],
  runs: readonly Run[],
): Promise<string[]> {
  const files: string[] = [];
  for (const { slug } of repros) {
    const own = results.filter(
      ({ repro, outcome }) => repro === slug && outcome !== "unavailable",
    );
    if (own.length === 0) continue;
    const before = await loadMutants(root, slug);
    const digests = new Set(planned.map(({ digest }) => digest));
    const all = new Map(
      [...(before?.mutants ?? []), ...own]
        .filter(({ digest }) => digests.has(digest))
        .map((one) => [one.mutant, one]),
    );
    const mutants = [...all.values()].sort((a, b) =>
      compareText(a.mutant, b.mutant),
    );
    const named = new Set(mutants.map(({ run }) => run));
    const known = distinctRuns([...(before?.runs ?? []), ...runs]);
    const record: MutantRecord = {
      schemaVersion: 1,
      repro: slug,
      runs: known.filter(({ id }) => named.has(id)),
      mutants,
    };
    const file = mutantsFile(slug);
    await writeAtomically(
      join(root, file),
      `${JSON.stringify(record, null, 2)}\n`,
    );
    files.push(file);
  }
  return files;
}

/**
 * The mutants that must run now: those that were never caught as they are today, and one more of each reproducer, the
 * cheapest, which shows that the records are still true.
 */
export async function dueMutants(
  root: string,
  planned: readonly PlannedMutant[],
): Promise<PlannedMutant[]> {
  const due: PlannedMutant[] = [];
  for (const slug of new Set(planned.map(({ repro }) => repro.slug))) {
    const own = planned.filter(({ repro }) => repro.slug === slug);
    const record = await loadMutants(root, slug);
    const caught = new Map(
      record?.mutants
        .filter((one) => one.caught)
        .map((one) => [one.digest, one.ms]),
    );
    const [cheapest] = own
      .filter(({ digest }) => caught.has(digest))
      .sort(
        (a, b) => (caught.get(a.digest) ?? 0) - (caught.get(b.digest) ?? 0),
      );
    due.push(
      ...own.filter((one) => one === cheapest || !caught.has(one.digest)),
    );
  }
  return due;
}
