import { z } from "zod";
import { hazard, slug, symptom } from "../schema/index.ts";
import { decision } from "../schema/decision.ts";
import { confidence } from "../schema/signature.ts";

const said = {
  text: z
    .string()
    .max(300)
    .describe("What stands there; of a line without terminal escapes."),
  signature: slug.describe("The signature that it matched."),
  means: z.string().min(1).describe("What that means, one sentence."),
};

const evidence = z
  .array(
    z.union([
      z.strictObject({
        line: z.int().min(1).describe("The line of a log, from 1."),
        ...said,
      }),
      z.strictObject({
        offset: z.int().min(0).describe("The byte of a binary, from 0."),
        section: z
          .string()
          .min(1)
          .describe(
            "The part of it that the byte lies in, such as `.dynamic`.",
          ),
        ...said,
      }),
      z.strictObject({
        key: z
          .string()
          .min(1)
          .describe("The key of a settings file, such as `profile.release`."),
        ...said,
      }),
    ]),
  )
  .describe("Places of the input and what they say, in their order.");

const file = z
  .string()
  .min(1)
  .optional()
  .describe("The input that it is about, where there were several.");

const url = z.string().regex(/^\//).describe("Its page, from the site’s root.");

const named = {
  hazard: slug.describe("The hazard’s slug."),
  code: hazard.shape.code,
  title: hazard.shape.title,
  url,
};

const found = {
  findings: z
    .array(
      z.strictObject({
        ...named,
        confidence,
        evidence,
        against: evidence.describe("What speaks against it."),
        next: decision
          .nullable()
          .describe("The check that decides; null where none is left."),
        file,
      }),
    )
    .describe("Hazards that the input fits, best first."),
  symptoms: z
    .array(
      z.strictObject({
        symptom: slug.describe("The symptom’s slug."),
        title: symptom.shape.title,
        url,
        evidence,
        file,
      }),
    )
    .describe("Symptoms that the input shows."),
  ruledOut: z
    .array(
      z.strictObject({
        ...named,
        evidence,
        against: evidence.describe("What rules it out."),
        file,
      }),
    )
    .describe("Hazards that some signs point to and others exclude."),
  lines: z.int().min(0).describe("How many lines of logs were read."),
};

/** What `misbuilt diagnose --json` prints. */
export const diagnosis = z
  .strictObject({
    schemaVersion: z.literal(1).describe("The version of this format."),
    ...found,
    files: z
      .array(
        z.strictObject({
          schemaVersion: z.literal(1).describe("The version of this format."),
          file: z.string().describe("The input’s name; `-` for a pipe."),
          ...found,
        }),
      )
      .optional()
      .describe("The same for each input, where there were several."),
  })
  .describe("What logs show: hazards, symptoms, and where each is told.");

/** What commands print with `--json`. Each is published with a schema of its own at `/schema/<name>.json`. */
export const outputFormats = [
  {
    name: "diagnosis",
    address: "misbuilt diagnose --json",
    what: "what logs show: hazards, symptoms, and where each is told",
    schema: diagnosis,
  },
] as const;
