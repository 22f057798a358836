import { z } from "zod";
import type { Pinned } from "./pins.ts";

/** What every tool has, wherever it comes from. */
export const named = {
  title: z.string().min(1).describe("The tool as its makers write it."),
  env: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/)
    .describe("The variable in which scripts find its executable."),
  holds: z
    .record(
      z.string(),
      z.strictObject({
        version: z.string().min(1).describe("The version that it says it is."),
        because: z.string().min(1).describe("Why, in a sentence."),
      }),
    )
    .optional()
    .describe(
      "Packages that hold another version than their number says: without a line here, such a version is refused.",
    ),
};

/** What every tool has that is a program. */
export const program = {
  ...named,
  version: z
    .strictObject({
      args: z
        .array(z.string())
        .describe("Arguments that make it say its version."),
    })
    .describe("How to ask the tool for its own version."),
};

/** An entry of the lock file, as far as every kind of source has it. */
interface Tool {
  readonly source: string;
  readonly versions: Readonly<Record<string, object>>;
}

/**
 * What is known of one kind of source without asking anybody: how the lock file writes its tools, and what follows from
 * that. How such a tool is had is in `verify/provision/sources/`, in a file of the same name.
 */
export interface SourceKind<Of extends Tool> {
  readonly schema: z.ZodType<Of>;
  /** The name under which a reader’s machine has the tool; a distribution’s own path where the lock file names one. */
  readonly executable: (tool: Of, version: string) => string;
  /** The tool with a version that appeared since; nothing where what was pinned does not say how to get it. */
  readonly extend: (
    tool: Of,
    version: string,
    pinned: Pinned,
  ) => Of | undefined;
}
