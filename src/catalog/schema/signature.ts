import { z } from "zod";
import { link, slug } from "./common.ts";
import { confidences } from "./confidence.ts";
import { decision } from "./decision.ts";

/** What the readers of src/detect/ can say of a log, a binary or a settings file; signatures match on these. */
export const factKind = z
  .enum([
    "trap",
    "signal",
    "exit",
    "access",
    "address",
    "top-frame",
    "tool",
    "version",
    "os",
    "arch",
    "profile",
    "tls-template",
    "merge-section",
    "elf-type",
    "stack",
    "tls-alignment",
    "dynamic-flag",
    "cargo-profile",
  ])
  .describe(
    "`trap`: what the processor or runtime raised; `access`: what the faulting instruction does to memory; `address`: what is known of the address it used; `top-frame`: the function that faulted; `tls-template`, `merge-section`: what a listing of sections says; `elf-type`, `stack`, `tls-alignment`, `dynamic-flag`: what an ELF file tells the loader; `cargo-profile`: the settings that a profile of a Cargo.toml comes to, such as `opt-level=z codegen-units=1`; the rest are what the log says of its surroundings.",
  );
export type FactKind = z.infer<typeof factKind>;

const oneOrMore = (shortest: number) =>
  z
    .union([z.string().min(shortest), z.array(z.string().min(shortest)).min(1)])
    .transform((value) => (typeof value === "string" ? [value] : value))
    .pipe(z.array(z.string().min(shortest)).min(1));

/** Texts to look for: shorter ones would be everywhere. */
const literals = oneOrMore(3);
const values = oneOrMore(1);

const match = z
  .union([
    z.strictObject({
      text: literals.describe(
        "Texts, any of which counts; ASCII letters match in either case.",
      ),
      with: literals
        .optional()
        .describe("Texts, all of which must stand on the same line as well."),
    }),
    z.strictObject({
      fact: factKind
        .exclude(["version"])
        .describe("Which kind of fact: see src/detect/."),
      is: values.optional().describe("Values, any of which counts."),
      has: values.optional().describe("Parts of a value, any of which counts."),
    }),
    z.strictObject({
      fact: z.literal("version").describe("A tool’s version."),
      of: z
        .string()
        .min(1)
        .describe("The tool whose version the log says, such as zig."),
      from: z
        .string()
        .regex(/^\d+(\.\d+)*$/)
        .optional()
        .describe("The first version that counts."),
      below: z
        .string()
        .regex(/^\d+(\.\d+)*$/)
        .optional()
        .describe("The first version that no longer counts."),
    }),
  ])
  .describe("What to look for: text on a line, or a fact of the log.");

/** One sign: what it looks like, what it means, how much it weighs and where it was seen. */
export const signature = z
  .strictObject({
    id: slug.describe("Names the signature in criteria and in evidence."),
    match,
    scope: z
      .enum(["crash", "log"])
      .optional()
      .describe(
        "`crash`: counts only together with other signs of the same crash; `log`: it holds for the whole log. Without it: `log` for toolchains, versions, targets, profiles and sections, `crash` for the rest.",
      ),
    speaks: z
      .enum(["for", "weakens", "excludes"])
      .default("for")
      .describe(
        "`for` the hazard; `weakens` it by one level of confidence; `excludes` it.",
      ),
    unless: z
      .array(slug)
      .default([])
      .describe("It does not count where one of these signatures was found."),
    points: z
      .int()
      .min(0)
      .max(20)
      .default(1)
      .describe("Its weight among findings of the same confidence."),
    means: z
      .string()
      .min(1)
      .describe("What it says about the crash, one sentence for the reader."),
    seen: z
      .array(link)
      .default([])
      .describe(
        "Where it was seen; without one, in a log of tests/corpus/ that names it.",
      ),
  })
  .describe("A sign that speaks for or against a hazard or a symptom.");
export type Signature = z.infer<typeof signature>;
export type SignatureMatch = Signature["match"];

/** Each inner list is one sufficient combination; `a|b` in it is met by either. */
const criteria = z
  .array(
    z
      .array(
        z
          .string()
          .regex(
            /^[a-z0-9-]+(\|[a-z0-9-]+)*$/,
            "expected a signature’s id, or several joined by |",
          ),
      )
      .min(1),
  )
  .default([]);

/** When a log’s signs amount to a finding. */
export const confidence = z
  .enum(confidences)
  .describe(
    "`certain`: the log holds what only this hazard prints, or measures its misplacement; `likely`: trap, instruction and toolchain fit and nothing speaks against it; `possible`: it fits, and so do ordinary causes: make the check first.",
  );

/** The signs of a hazard: `content/hazards/<slug>.signatures.yaml`. */
export const hazardSignatures = z
  .strictObject({
    schemaVersion: z.literal(1).describe("The version of this format."),
    signatures: z.array(signature).min(1).describe("What to look for."),
    certain: criteria.describe("Combinations that make it certain."),
    likely: criteria.describe("Combinations that make it likely."),
    possible: criteria.describe("Combinations that make it possible."),
    next: z
      .array(
        decision.safeExtend({
          unless: z
            .array(slug)
            .default([])
            .describe(
              "Signatures that already answer the question; the check is left out when one was found.",
            ),
        }),
      )
      .min(1)
      .describe("What to check next, most telling first."),
  })
  .describe("How a hazard shows in a log.");
export type HazardSignatures = z.infer<typeof hazardSignatures>;

/** The signs of a symptom: `content/symptoms/<slug>.signatures.yaml`. */
export const symptomSignatures = z
  .strictObject({
    schemaVersion: z.literal(1).describe("The version of this format."),
    signatures: z.array(signature).min(1).describe("What to look for."),
    shown: criteria.describe("Combinations that show the symptom."),
  })
  .describe("How a symptom shows in a log.");
export type SymptomSignatures = z.infer<typeof symptomSignatures>;

/** What a diagnosis knows of one hazard: its page’s names and its signs. */
export interface KnownHazard {
  slug: string;
  code: string;
  title: string;
  url: string;
  signs: HazardSignatures;
}

/** What a diagnosis knows of one symptom. */
export interface KnownSymptom {
  slug: string;
  title: string;
  url: string;
  signs: SymptomSignatures;
}

/** Everything that a diagnosis starts from; plain data, so that the site can ship it as JSON. */
export interface Knowledge {
  hazards: KnownHazard[];
  symptoms: KnownSymptom[];
}
