import { z } from "zod";
import { link, slug } from "./common.ts";

/** One bug of a family: a page that is about many bugs of one tool has a case for each. */
export const familyMember = z
  .strictObject({
    id: slug.describe("Names the bug on the page; the anchor is #bug-<id>."),
    title: z.string().min(1).describe("What it breaks, in a sentence."),
    case: slug.describe("The hazard case that shows it."),
    wayOut: z
      .string()
      .min(1)
      .describe("The option or the version that avoids it, in a few words."),
    source: link.optional().describe("Where it was reported upstream."),
  })
  .describe("One bug of many that a page is about.");
export type FamilyMember = z.infer<typeof familyMember>;
