import { z } from "zod";
import { day, link, slug } from "./common.ts";
import { decision } from "./decision.ts";

const cause = z.strictObject({
  id: slug.describe("Names the cause on the page; the anchor is #cause-<id>."),
  title: z.string().min(1).describe("The cause, in plain words."),
  hazard: slug
    .optional()
    .describe(
      "The hazard of this catalogue that it is; left out for ordinary causes.",
    ),
  speaksFor: z
    .array(z.string().min(1))
    .min(1)
    .describe("What in the report points to it."),
  speaksAgainst: z
    .array(z.string().min(1))
    .describe("What in the report rules it out."),
  check: decision.describe("How to tell it from the other causes."),
  source: link.optional().describe("Where this form of the symptom was seen."),
});

/** A symptom: what a person sees. The front matter of `content/symptoms/<slug>.mdx`. */
export const symptom = z
  .strictObject({
    title: z
      .string()
      .min(1)
      .max(120)
      .describe("The words that the person sees, first; then what they mean."),
    summary: z
      .string()
      .min(1)
      .max(320)
      .describe("What it means, in two sentences."),
    messages: z
      .array(z.string().min(1))
      .describe(
        "The exact texts, one form each, as tools print them; none where the symptom is silent.",
      ),
    silent: z
      .boolean()
      .default(false)
      .describe(
        "Nothing is printed: people notice it by what the program does or leaves out.",
      ),
    aliases: z
      .array(z.string().min(1))
      .describe("Words that people search for and that the page may not say."),
    platforms: z.array(z.string().min(1)).min(1).describe("Where it is seen."),
    decide: z
      .array(decision)
      .default([])
      .describe(
        "Commands to run before looking at any cause, first one first; each cause has one more of its own.",
      ),
    causes: z
      .array(cause)
      .min(1)
      .describe("The differential diagnosis, likeliest cause first."),
    repro: slug
      .optional()
      .describe("A reproducer of its own, where the symptom has one."),
    sources: z.array(link).describe("Where the facts of this page come from."),
    published: day.describe("The day the page first appeared."),
    updated: day.describe("The day its words last changed."),
  })
  .describe("What a person sees, and how to tell its causes apart.");
export type Symptom = z.infer<typeof symptom>;
export type Cause = z.infer<typeof cause>;
