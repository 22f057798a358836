import { z } from "zod";
import { shortDigest } from "./common.ts";
import { cellResult, fact, verdict } from "./verdict.ts";

const text = shortDigest.optional();

/** A cell as its file has it: what was found, without when and where. */
export const foundCell = z.strictObject({
  ...cellResult.pick({
    case: true,
    role: true,
    tools: true,
    params: true,
    outcome: true,
    expected: true,
    ok: true,
    affected: true,
    exit: true,
  }).shape,
  detail: z
    .string()
    .optional()
    .describe(
      "What was seen, in a line; left out where that is how the scripts exited.",
    ),
  stdout: text.describe(
    "The run script’s (or a refused build’s) output: a text of `texts`; left out where it printed nothing.",
  ),
  stderr: text.describe("Its standard error, likewise."),
  facts: text.describe(
    "What the scripts measured: an entry of `facts`; left out where they measured nothing.",
  ),
});
export type FoundCell = z.infer<typeof foundCell>;

/** What was found of a reproducer: `content/verdicts/<slug>.json`, written by the tool alone. */
export const verdictFile = z
  .strictObject({
    schemaVersion: z.literal(2).describe("The version of this format."),
    repro: verdict.shape.repro,
    sources: verdict.shape.sources,
    toolchains: verdict.shape.toolchains,
    cells: z
      .array(foundCell)
      .min(1)
      .describe("Every cell, sorted by case, tools and parameters."),
    texts: z
      .record(shortDigest, z.array(z.string()).min(1))
      .describe("What was printed, line by line, by the text’s own digest."),
    facts: z
      .record(shortDigest, z.record(z.string(), fact))
      .describe("What was measured, by the digest of its JSON."),
  })
  .describe(
    "What was found, against what the manifest expects. When and where it ran is in the history.",
  );
export type VerdictFile = z.infer<typeof verdictFile>;
