import { z } from "zod";
import { day, link } from "./common.ts";

const words = z
  .string()
  .min(1)
  .max(320)
  .describe("What it says about the reader’s code, in a sentence.");
const read = day.describe("The day somebody here read the source.");

/** On whose word the reader’s code is right. */
export const ground = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z
        .literal("standard")
        .describe("The specification of the language, format or machine."),
      words,
      source: link.describe("The paragraph that says so."),
      read,
    }),
    z.strictObject({
      kind: z.literal("manual").describe("The tool’s own documentation."),
      words,
      source: link.describe("The page that says so."),
      read,
    }),
    z.strictObject({
      kind: z
        .literal("practice")
        .describe(
          "Usual practice: neither standard nor manual promises it, and programs rely on it.",
        ),
      words,
      source: link.optional().describe("A place where it is relied on."),
      read: read.optional(),
    }),
  ])
  .describe(
    "On whose word the reader’s code is right: a standard, a manual, or usual practice alone.",
  );
export type Ground = z.infer<typeof ground>;
