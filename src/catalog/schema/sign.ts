import { z } from "zod";

/** A path inside a reproducer’s folder. */
export const fileName = z
  .string()
  .regex(
    /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\]+$/,
    "expected a path inside the reproducer’s folder",
  )
  .describe("A path relative to the reproducer’s folder.");

/** How one outcome is recognised: every condition given must hold. */
export const sign = z
  .strictObject({
    step: z
      .enum(["build", "run"])
      .default("run")
      .describe("Which script ended so."),
    exit: z
      .union([z.int().min(0).max(255), z.literal("nonzero")])
      .describe(
        "Exit status as a shell reports it: 139 is death by SIGSEGV. `nonzero`: any but 0.",
      ),
    prints: z
      .array(z.string().min(1))
      .default([])
      .describe(
        "Texts that the step’s output (stdout or stderr) must contain, all of them.",
      ),
  })
  .describe("What an outcome looks like.");
export type Sign = z.infer<typeof sign>;
