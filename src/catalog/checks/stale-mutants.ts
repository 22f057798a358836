import type { Catalogue, ReproEntry } from "../read/load.ts";
import { mutantDigest } from "../mutants/digest.ts";
import type { Finding } from "../problem.ts";
import type { MutantResult } from "../schema/index.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** Every mutant was caught, by the files, signs and judge as they are now. */
export const staleMutants = {
  rule: "stale-mutants",
  about:
    "Where there is a verdict, each mutant was run with the files, signs and judge of today, and was caught.",
  async *find(catalogue: Catalogue): AsyncGenerator<Finding> {
    for (const repro of catalogue.repros.values()) {
      // Without a verdict nothing is shown; an old one is named by another rule.
      const verdict = catalogue.verdicts.get(repro.slug);
      if (verdict?.data.sources === repro.sources) yield* of(catalogue, repro);
    }
    for (const record of catalogue.mutants.values())
      for (const [index, one] of record.data.mutants.entries()) {
        const known = catalogue.repros.get(record.slug)?.data.mutants ?? [];
        if (known.some(({ id }) => id === one.mutant)) continue;
        yield {
          ...place(record, ["mutants", index, "mutant"]),
          found: `the manifest has no mutant "${one.mutant}"`,
          expected: "results of the mutants that there are",
          todo: again(record.slug),
        };
      }
  },
} as const satisfies Check;

function again(slug: string): string {
  return `Run misbuilt verify ${slug} --mutants --record.`;
}

async function* of(
  catalogue: Catalogue,
  repro: ReproEntry,
): AsyncGenerator<Finding> {
  const record = catalogue.mutants.get(repro.slug);
  for (const [index, one] of repro.data.mutants.entries()) {
    const at = record?.data.mutants.findIndex(
      ({ mutant }) => mutant === one.id,
    );
    const result = at === undefined ? undefined : record?.data.mutants[at];
    const digest = await mutantDigest(repro.inputs, repro.data, one);
    const found = wrong(result, digest, one.outcome);
    if (found === undefined) continue;
    yield {
      ...(record === undefined || at === undefined || result === undefined
        ? place(repro, ["mutants", index, "id"])
        : place(record, ["mutants", at])),
      found: `mutant "${one.id}": ${found}`,
      expected: "a mutant that was caught as it is now",
      todo: again(repro.slug),
    };
  }
}

function wrong(
  result: MutantResult | undefined,
  digest: string,
  outcome: MutantResult["outcome"],
): string | undefined {
  if (result === undefined) return "it was never recorded";
  if (result.digest !== digest)
    return "its files, signs or judge are others now";
  if (!result.caught) return `it was missed: ${result.outcome}`;
  return result.outcome === outcome && result.expected === outcome
    ? undefined
    : `it is caught with the outcome ${result.outcome}, which is not ${outcome}`;
}
