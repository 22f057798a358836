import { z } from "zod";

/** How a sentence looks that was written where a command belongs: nobody can paste it into a shell. */
const sentence =
  /^[A-Z][a-z]+,? [a-z`]|, (?:and|then|or) |; then |\((?:or|and|in) |\b(?:instead of|before the|the same)\b/;

/** What tells causes apart, and how to read what comes of it. */
export const decision = z
  .strictObject({
    command: z
      .string()
      .min(1)
      .describe(
        "One command, or one debugger line, that decides; or something to do, with `step`.",
      ),
    step: z
      .literal(true)
      .optional()
      .describe(
        "`command` is a sentence for the reader, not text for a shell: it is shown as one, without a copy button.",
      ),
    reads: z.string().min(1).describe("How to read what it prints."),
  })
  .refine(({ command, step }) => step === true || !sentence.test(command), {
    path: ["command"],
    error: "a command to copy; what a reader has to do needs `step: true`",
  });
export type Decision = z.infer<typeof decision>;
