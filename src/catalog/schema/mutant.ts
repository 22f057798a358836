import { z } from "zod";
import { outcome, params, slug, toolVersions } from "./common.ts";
import { fileName, sign } from "./sign.ts";

/** What a mutant does to its case. */
export const mutantKind = z
  .enum(["sabotaged", "repaired", "foreign"])
  .describe(
    "`sabotaged`: the workaround still builds and runs, and no longer helps; `repaired`: the hazard is gone from the sources; `foreign`: the program fails in another way with the same exit status or signal.",
  );
export type MutantKind = z.infer<typeof mutantKind>;

/** One change of one file: text that stands there exactly once, and what takes its place. */
const change = z
  .strictObject({
    file: fileName,
    find: z
      .string()
      .min(1)
      .describe("The text to replace; it must occur exactly once."),
    put: z.string().describe("What takes its place; empty removes it."),
  })
  .describe("One change of one file of the reproducer.");

/** A small change to a reproducer’s own sources, and the outcome that it must come to. */
export const mutant = z
  .strictObject({
    id: slug.describe("Names the mutant within its reproducer."),
    case: slug.describe("The case that is run with the change."),
    kind: mutantKind,
    what: z.string().min(1).describe("What the change does, in a sentence."),
    change: z
      .array(change)
      .min(1)
      .describe("The changes, applied in this order to a copy of the files."),
    tools: toolVersions
      .default({})
      .describe(
        "Which of the case’s versions it runs with; the first pinned ones without it.",
      ),
    params: params
      .default({})
      .describe(
        "Which of the case’s parameter values it runs with; the first ones without it.",
      ),
    outcome: outcome
      .extract(["hazard", "clean", "blocked", "error"])
      .describe(
        "The outcome it must come to. `error`: it fits no sign, as another failure must not; a time limit or a broken harness does not count.",
      ),
    sign: sign
      .optional()
      .describe(
        "What it must show besides: the failure that was meant, not just any. Needed where the outcome is `error`.",
      ),
  })
  .refine((one) => one.outcome !== "error" || one.sign !== undefined, {
    path: ["sign"],
    message:
      "expected the sign of the failure that is meant, because the outcome is `error`",
  })
  .describe("A change under which a case must come to another outcome.");
export type Mutant = z.infer<typeof mutant>;

/** A mutant that a case should have and has not. */
export const withoutMutant = z
  .strictObject({
    case: slug.describe("The case."),
    kind: mutantKind,
    reason: z.string().min(1).describe("Why there can be none, in a sentence."),
  })
  .describe("An exception from the rule that a case has such a mutant.");
