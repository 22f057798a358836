import { z } from "zod";
import { day, link, slug } from "./common.ts";

const version = z.string().min(1);

/** The ends of a range, oldest first. */
export const boundary = z.enum([
  "lastUnaffected",
  "introduced",
  "lastAffected",
  "fixed",
]);
export type Boundary = z.infer<typeof boundary>;

const said = z.strictObject({
  source: link.describe("Where it is said."),
  read: day.describe(
    "The day somebody here read the source; it may have changed since.",
  ),
});

/** Versions in a row that have the hazard, in the tool’s own scheme: src/catalog/versions/tools.ts. */
export const affectedRange = z.strictObject({
  lastUnaffected: version
    .optional()
    .describe(
      "The newest version before `introduced` that is known not to have it; the versions between the two are unknown.",
    ),
  introduced: version.describe(
    "The oldest version that has it; `unknown` where no older version is known that does not have it.",
  ),
  lastAffected: version
    .optional()
    .describe(
      "The newest version that has it. Beside `fixed`, the versions between the two are unknown.",
    ),
  fixed: version
    .optional()
    .describe(
      "The next version that does not have it. Without `fixed` and `lastAffected`, the newest version that was measured has it, and newer ones are unknown.",
    ),
  effect: z
    .string()
    .min(1)
    .optional()
    .describe(
      "What it does in these versions where ranges differ, as words behind them: `silently`, `by refusal`.",
    ),
  reported: z
    .partialRecord(boundary, said)
    .default({})
    .describe(
      "The ends of the range that no case here shows, each with the link that says so. Every other end is measured.",
    ),
});
export type AffectedRange = z.infer<typeof affectedRange>;

/** Under what the ranges hold. */
export const conditions = z.strictObject({
  targets: z
    .array(z.string().min(1))
    .optional()
    .describe("Only for these targets, where others of the page differ."),
  flags: z.array(z.string().min(1)).optional().describe("Only with these."),
  linker: z.string().min(1).optional().describe("Only linked by this."),
  when: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Any other condition, as words behind the versions: `in Debug builds`.",
    ),
});
export type Conditions = z.infer<typeof conditions>;

/** Which versions of one tool have the hazard, under one set of conditions, and how that is known. */
export const affectedTool = z.strictObject({
  tool: z
    .string()
    .min(1)
    .describe(
      "The tool as readers know it: a name of src/catalog/versions/tools.ts or of repros/toolchains.yaml.",
    ),
  conditions: conditions
    .optional()
    .describe("Under what it holds; left out where it always does."),
  cases: z
    .array(slug)
    .default([])
    .describe(
      "The cases that measured it. A version in which one of them shows the hazard has it; one in which they come out clean does not, unless the manifest’s `except` says that another parameter is the reason.",
    ),
  ranges: z
    .array(affectedRange)
    .describe("Oldest first; empty where no version has it."),
});
export type AffectedTool = z.infer<typeof affectedTool>;

/** Who is affected, by tool. */
export const affectedTools = z
  .array(affectedTool)
  .min(1)
  .describe(
    "Who is affected: for each tool the ranges of its versions, as `misbuilt check` compares them with what was measured.",
  );
