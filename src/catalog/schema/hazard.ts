import { z } from "zod";
import { day, link, slug, snippet } from "./common.ts";
import { claim } from "./evidence.ts";
import { affectedTools } from "./range.ts";

const workaround = z.strictObject({
  id: slug.describe(
    "Names the workaround on the page; the anchor is #fix-<id>.",
  ),
  title: z.string().min(1).describe("What the reader does, as an instruction."),
  summary: z
    .string()
    .min(1)
    .describe("Why it works and when to choose it, in a sentence or two."),
  case: slug.describe(
    "The case of the reproducer that builds and runs it: its verdict is the badge.",
  ),
  snippet: snippet
    .optional()
    .describe(
      "What to copy; left out where the fix is a command or a version.",
    ),
  copyTo: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Where the snippet goes, such as `one C++ source file` or `Cargo.toml`; the button says so.",
    ),
  cost: z
    .string()
    .min(1)
    .describe("What it costs the reader: bytes, time, portability, upkeep."),
  caveat: z
    .string()
    .min(1)
    .optional()
    .describe("A plain warning, shown before the copy button."),
});

const deadEnd = z.strictObject({
  title: z.string().min(1).describe("What people try."),
  why: z.string().min(1).describe("Why it does not work."),
  case: slug
    .optional()
    .describe(
      "The case that shows that it does not; left out where it is only reported.",
    ),
  source: link.optional().describe("Where it was tried or advised."),
});

const timelineEntry = z.strictObject({
  date: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "expected YYYY, YYYY-MM or YYYY-MM-DD")
    .describe("When, as exactly as it is known: YYYY, YYYY-MM or YYYY-MM-DD."),
  text: z.string().min(1).describe("What happened, one sentence."),
  link: link.optional().describe("Where it can be read."),
});

/** A hazard: one toolchain defect or trap. The front matter of `content/hazards/<slug>.mdx`. */
export const hazard = z
  .strictObject({
    code: z
      .string()
      .regex(/^MB\d{4}$/, "expected MB and four digits, such as MB0001")
      .describe(
        "The permanent short code that people put in a comment and search for.",
      ),
    title: z
      .string()
      .min(1)
      .max(120)
      .describe("What breaks, in plain words: the page’s heading."),
    summary: z
      .string()
      .min(1)
      .max(320)
      .describe("One sentence: what happens, to whom."),
    seen: z
      .string()
      .min(1)
      .max(120)
      .describe(
        "What the person sees, for the catalogue’s table: the message or the exit.",
      ),
    status: z
      .enum([
        "open",
        "fixed",
        "partly-fixed",
        "unsupported",
        "disputed",
        "withdrawn",
      ])
      .describe(
        "Whether the newest release of the toolchain still has it. A withdrawn hazard keeps its page.",
      ),
    statusNote: z
      .string()
      .min(1)
      .describe(
        "The status in a short sentence with versions, such as `open in Zig 0.17.0`.",
      ),
    affected: affectedTools,
    platforms: z
      .array(z.string().min(1))
      .min(1)
      .describe("Targets that are affected, such as `x86_64-macos`."),
    languages: z
      .array(z.string().min(1))
      .min(1)
      .describe("Languages whose programs meet it."),
    symptoms: z
      .array(slug)
      .min(1)
      .describe("Symptoms that it causes: files of content/symptoms/."),
    aliases: z
      .array(z.string().min(1))
      .describe(
        "Words that people search for and that the page may not say: messages, identifiers, section names.",
      ),
    repro: slug.describe("The reproducer that proves it: a folder of repros/."),
    workarounds: z
      .array(workaround)
      .min(1)
      .describe("Fixes that work, best first."),
    deadEnds: z
      .array(deadEnd)
      .describe("Fixes that people try and that do not work."),
    claims: z
      .array(claim)
      .min(1)
      .describe("What the page says, each with its evidence level."),
    questions: z.array(z.string().min(1)).describe("What is not known yet."),
    timeline: z
      .array(timelineEntry)
      .min(1)
      .describe("Its history, oldest first."),
    upstream: z
      .array(link)
      .describe("The issues and fixes in the projects concerned."),
    published: day.describe("The day the page first appeared."),
    updated: day.describe(
      "The day its words last changed; verdicts have dates of their own.",
    ),
  })
  .describe("One toolchain defect or trap.");
export type Hazard = z.infer<typeof hazard>;
export type Workaround = z.infer<typeof workaround>;
export type DeadEnd = z.infer<typeof deadEnd>;

/** The sections of a hazard page, in their order. */
export const hazardSections = [
  "see",
  "affected",
  "fix",
  "dead-ends",
  "matrix",
  "why",
  "reproducer",
  "evidence",
  "timeline",
  "verdicts",
] as const;
export type HazardSection = (typeof hazardSections)[number];

/** The sections that this hazard's page has: the one about dead ends only where some are known. */
export function sectionsOf({
  deadEnds,
}: Pick<Hazard, "deadEnds">): HazardSection[] {
  return hazardSections.filter(
    (name) => name !== "dead-ends" || deadEnds.length > 0,
  );
}
