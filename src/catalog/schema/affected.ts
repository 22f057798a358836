import { z } from "zod";
import { fileName } from "./sign.ts";

/** The answer to “am I affected?” for an artefact or a project. */
export const affectedAnswer = z
  .enum(["affected", "not-affected", "cannot-tell"])
  .describe(
    "`affected`, `not-affected` or `cannot-tell`; the check exits 1, 0 or 2 and prints the words as its last line.",
  );
export type AffectedAnswer = z.infer<typeof affectedAnswer>;

/** What the check is called with. */
export const artefacts = z
  .array(fileName)
  .describe(
    "What the check is called with: paths below $OUT, `*` standing for any part of a name. Empty: it is called without arguments and asks the tools in its environment.",
  );

/** The reproducer’s own answer to “am I affected?”, as a reader runs it. */
export const affectedCheck = z
  .union([
    z.strictObject({
      check: fileName.describe(
        "The script that a page offers. `sh CHECK ARTEFACT…` prints its findings, ends with a line `affected`, `not affected` or `cannot tell`, and exits 1, 0 or 2.",
      ),
      artefacts: artefacts.default([]),
    }),
    z.strictObject({
      none: z
        .string()
        .min(1)
        .describe("Why no check can be offered, in a sentence."),
    }),
  ])
  .describe(
    "The affected check. `verify` runs it on what each cell built: `affected` where the hazard shows, `not affected` where it does not.",
  );

/** Where the check’s answer differs from the outcome, and why. */
export const affectedException = z
  .strictObject({
    answer: affectedAnswer,
    tools: z
      .record(z.string(), z.array(z.string().min(1)).min(1))
      .default({})
      .describe("Applies where every named tool has one of these versions."),
    params: z
      .record(z.string(), z.array(z.string()).min(1))
      .default({})
      .describe("Applies where every named parameter has one of these values."),
    reason: z
      .string()
      .min(1)
      .describe(
        "Why it differs, in a sentence: affected in waiting, or something that the check cannot see.",
      ),
  })
  .describe(
    "A declared difference between the check’s answer and the outcome.",
  );
