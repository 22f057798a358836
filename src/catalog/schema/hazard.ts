import { z } from "zod";
import { day, link, slug } from "./common.ts";
import { claim } from "./evidence.ts";
import { familyMember } from "./family.ts";
import { ground } from "./ground.ts";
import { affectedTools } from "./range.ts";
import { workaround } from "./workaround.ts";

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
        "disputed",
        "unsupported",
        "by-design",
        "distribution",
        "withdrawn",
      ])
      .describe(
        "`open`: the newest release has it; `fixed`: it has not; `disputed`: sources disagree about it; `unsupported`: the toolchain does not offer what the program does; `by-design`: its makers mean it so; `distribution`: it depends on who packaged the toolchain; `withdrawn`: the page was wrong, and stays.",
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
    ground,
    silent: z
      .boolean()
      .default(false)
      .describe(
        "Nothing is printed: no log line gives it away, and the affected check takes the place of one.",
      ),
    symptoms: z
      .array(slug)
      .min(1)
      .describe("Symptoms that it causes: files of content/symptoms/."),
    aliases: z
      .array(z.string().min(1))
      .describe(
        "Words that people search for and that the page may not say: messages, identifiers, section names.",
      ),
    queries: z
      .array(z.string().min(1))
      .default([])
      .describe("Searches, as people type them, that must find this page."),
    related: z
      .array(slug)
      .default([])
      .describe(
        "Other hazards that a reader of this page may have met instead, closest first.",
      ),
    repro: slug.describe("The reproducer that proves it: a folder of repros/."),
    family: z
      .array(familyMember)
      .default([])
      .describe(
        "The bugs of a page that is about many bugs of one tool, newest first; none on other pages.",
      ),
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
