import { z } from "zod";
import { outcome, params, slug, toolVersions } from "./common.ts";
import { mutantKind } from "./mutant.ts";
import { run } from "./run.ts";

/** What one mutant came to. The first seven keys are the command line’s contract. */
export const mutantResult = z.strictObject({
  repro: slug.describe("The reproducer: a folder of repros/."),
  case: slug.describe("The case that was run with the change."),
  mutant: slug.describe("The mutant of the reproducer’s manifest."),
  kind: mutantKind,
  outcome,
  expected: outcome.describe(
    "The outcome that the manifest says it must have.",
  ),
  caught: z
    .boolean()
    .describe(
      "The outcome is the expected one, and the failure is the one that was meant.",
    ),
  detail: z
    .string()
    .describe("What was seen; where `caught` is false, what to do."),
  tools: toolVersions,
  params,
  ms: z.number().min(0).describe("Wall time of its scripts, in milliseconds."),
  measuredAt: z.iso.datetime().describe("When it ran, UTC."),
  run: run.shape.id
    .nullable()
    .describe("The run that it was seen in: an entry of `runs`."),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits")
    .describe(
      "Digest of what decides: the reproducer’s files, the case with its signs, the mutant and the judge. Another digest means that it must run again.",
    ),
});
export type MutantResult = z.infer<typeof mutantResult>;

/** What a reproducer’s mutants came to: `content/mutants/<slug>.json`, written by `verify --mutants --record` alone. */
export const mutantRecord = z
  .strictObject({
    schemaVersion: z.literal(1).describe("The version of this format."),
    repro: slug.describe("The reproducer."),
    runs: z.array(run).describe("The runs they were seen in, oldest first."),
    mutants: z
      .array(mutantResult)
      .describe("Every mutant, sorted by its name."),
  })
  .describe("The proof of the proof: which mutants were caught, and when.");
export type MutantRecord = z.infer<typeof mutantRecord>;
