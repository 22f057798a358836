import { z } from "zod";
import { day, link, slug } from "./common.ts";

const statement = z.string().min(1).describe("The claim, one sentence.");

/** Measured here: a case of this project shows it, and its verdict carries the date. */
export const reproducedClaim = z.strictObject({
  evidence: z.literal("reproduced").describe("A case here shows it."),
  claim: statement,
  repro: slug.describe("The reproducer that shows it: a folder of repros/."),
  case: slug.describe(
    "The case that shows it; it needs a verdict whose outcome is the expected one.",
  ),
});

/** Said elsewhere: linked, not re-measured here. */
export const reportedClaim = z.strictObject({
  evidence: z
    .literal("reported")
    .describe("Somebody else measured or said it."),
  claim: statement,
  source: link.describe("Where it is said."),
  read: day.describe(
    "The day somebody here read the source; it may have changed since.",
  ),
});

/** Concluded: neither measured nor reported; the reasoning is part of the claim. */
export const inferredClaim = z.strictObject({
  evidence: z.literal("inferred").describe("Concluded from other claims."),
  claim: statement,
  reasoning: z
    .string()
    .min(1)
    .describe("Why it follows, and what would refute it."),
});

/** One sentence of a page with its evidence level. The three levels are never mixed. */
export const claim = z.discriminatedUnion("evidence", [
  reproducedClaim,
  reportedClaim,
  inferredClaim,
]);
export type Claim = z.infer<typeof claim>;
export type EvidenceLevel = Claim["evidence"];
