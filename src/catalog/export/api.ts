import { z } from "zod";
import {
  affectedTool,
  claim,
  event,
  hazard,
  hazardSignatures,
  link,
  measuredSnippet,
  outcome,
  repoPath,
  reportedSnippet,
  role,
  slug,
  snippet,
  symptom,
  symptomSignatures,
  mutantResult,
  verdict,
  workaround,
} from "../schema/index.ts";
import { historyDocument } from "./history.ts";
import type { JsonSchema } from "./schemas.ts";

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("SHA-256, hexadecimal.");
const path = z
  .string()
  .regex(/^\//)
  .describe("An address, from the site’s root.");
const schemaVersion = z
  .literal(1)
  .describe("The version of this format: the `v1` of its address.");

const summary = z.strictObject({
  ...hazard.pick({
    code: true,
    title: true,
    summary: true,
    seen: true,
    status: true,
    statusNote: true,
    symptoms: true,
    updated: true,
  }).shape,
  slug: slug.describe("The hazard’s name in addresses."),
  url: path.describe("Its page, from the site’s root."),
  verification: z
    .enum(["verified", "drift", "stale", "unverified"])
    .describe(
      "`verified`: every cell that ran was as expected; `drift`: one was not; `stale`: the reproducer has changed since; `unverified`: never run.",
    ),
  lastVerified: z.iso
    .datetime()
    .nullable()
    .describe("When the newest cell ran, UTC; null where none did."),
});

/** A reproducer’s archive, as `/repros/<slug>.tar.gz` has it. */
export const archive = z.strictObject({
  url: path.describe("The archive: equal files give equal bytes."),
  bytes: z.int().positive().describe("Its size in bytes."),
  sha256: sha256.describe("SHA-256 of the archive, hexadecimal."),
});

const files = z
  .array(
    z.strictObject({
      path: repoPath.describe("Its path in the repository."),
      url: path.describe("The file by itself."),
      bytes: z.int().min(0).describe("Its size in bytes."),
      sha256: sha256.describe("SHA-256 of the file, hexadecimal."),
    }),
  )
  .describe("Its files, sorted by path.");

const reproducer = z.strictObject({
  slug: slug.describe("The reproducer: a folder of repros/."),
  title: z.string().describe("What it shows, in a sentence."),
  archive: archive.describe("All of it in one file."),
  files,
  log: path
    .nullable()
    .describe(
      "What every cell of its verdict printed, as a page; `/logs/<slug>.txt` is the same as text. Null where no run is recorded.",
    ),
  history: path.describe("What each cell came to on each night."),
});

/** The page that signatures belong to. */
const signedPage = {
  slug: slug.describe("The page’s name in addresses."),
  title: z.string().describe("The page’s title."),
  url: path.describe("The page, with the base path of the site."),
};

const workarounds = z
  .array(
    z.strictObject({
      ...workaround.shape,
      snippets: z
        .array(
          z.union([
            measuredSnippet.extend({
              case: slug.describe("The case that compiled and ran it."),
              text: z.string().describe("The bytes to copy."),
            }),
            reportedSnippet,
          ]),
        )
        .describe(
          "What to copy, once for each language or build system. One that was run here has `file` and `case`; one that was not has `source`.",
        ),
      copyTo: measuredSnippet.shape.copyTo,
      snippet: snippet
        .extend({ text: z.string().describe("The bytes to copy.") })
        .optional()
        .describe("The first of `snippets` that was run here."),
    }),
  )
  .describe("Fixes that work, best first.");

/** What an entry of `affected` has beside what is written. */
const measuredTool = affectedTool.extend({
  unknown: z
    .array(z.string())
    .describe("What is not known, in words, such as `older than 0.12.1`."),
  measured: z
    .array(
      z.strictObject({
        version: z.string().describe("The exact version that ran."),
        affected: z.boolean().describe("Whether a cell showed the hazard."),
        cases: z.array(slug).describe("The cases that say so."),
      }),
    )
    .describe("Every version that was measured, oldest first."),
});

const affected = z
  .array(measuredTool)
  .describe(
    "Who is affected: the ranges of each tool’s versions, and what was measured.",
  );

const tool = {
  tool: z.string().describe("The tool as readers know it, such as `zig`."),
  title: z.string().describe("Its name as its makers write it."),
  aliases: z.array(z.string()).describe("Other names that people call it by."),
  scheme: z.string().describe("How its versions are numbered, in a sentence."),
  versions: z
    .array(z.string())
    .describe("The exact versions that were measured, oldest first."),
  url: path.describe("Its page, from the site’s root."),
};

const toolchains = z
  .array(
    z.strictObject({
      name: z.string().describe("The tool as its makers write it."),
      affected: z.string().describe("Which versions have it, in words."),
      fixed: z.string().optional().describe("The first version without it."),
    }),
  )
  .describe("Who is affected, in words: made from `affected`.");

const cases = z
  .array(
    z.strictObject({
      id: slug.describe("Names the case."),
      role,
      label: z.string().describe("What pages call it."),
      title: z.string().describe("What is done and what comes of it."),
      outcomes: z
        .partialRecord(outcome, z.int().positive())
        .describe("How many cells had each outcome."),
      ok: z
        .boolean()
        .describe(
          "Every cell that ran was as expected, and at least one did run.",
        ),
    }),
  )
  .describe("The cases of its reproducer.");

/** The documents below `/api/v1/`. Each is published with a schema of its own at `/schema/<name>.json`. */
export const apiFormats = [
  {
    name: "api-hazards",
    address: "/api/v1/hazards.json",
    what: "every hazard in short, by code",
    schema: z
      .strictObject({ schemaVersion, hazards: z.array(summary) })
      .describe("Every hazard in short, by code."),
  },
  {
    name: "api-hazard",
    address: "/api/v1/hazards/SLUG.json",
    what: "all of one hazard: its fixes with their text, its cases, its archive, its verdict",
    schema: z
      .strictObject({
        schemaVersion,
        ...hazard.shape,
        ...summary.shape,
        toolchains,
        affected,
        workarounds,
        claims: z.array(claim),
        upstream: z.array(link),
        cases,
        reproducer: reproducer
          .nullable()
          .describe("What proves it; null where it is not written yet."),
        verdict: verdict
          .nullable()
          .describe("The outcomes as recorded; null where none are."),
        mutants: z
          .array(mutantResult)
          .describe(
            "What the reproducer’s mutants came to; none before a run.",
          ),
      })
      .describe("All of one hazard."),
  },
  {
    name: "api-tools",
    address: "/api/v1/tools.json",
    what: "every tool that a hazard names, with the versions that were measured",
    schema: z
      .strictObject({ schemaVersion, tools: z.array(z.strictObject(tool)) })
      .describe("Every tool that a hazard names."),
  },
  {
    name: "api-tool",
    address: "/api/v1/tools/TOOL.json",
    what: "who is affected among the versions of one tool: every hazard’s ranges, and what was measured",
    schema: z
      .strictObject({
        schemaVersion,
        ...tool,
        hazards: z
          .array(
            measuredTool.extend({
              ...summary.pick({
                code: true,
                slug: true,
                title: true,
                url: true,
                status: true,
              }).shape,
              versions: z
                .string()
                .describe("The versions that have it, in words."),
              under: z
                .string()
                .describe(
                  "The conditions in words; empty where it always holds.",
                ),
              fixed: z
                .string()
                .optional()
                .describe("The first version without it, in words."),
            }),
          )
          .describe("What each hazard says of the tool, by code."),
      })
      .describe("Who is affected among the versions of one tool."),
  },
  {
    name: "api-symptoms",
    address: "/api/v1/symptoms.json",
    what: "every symptom, with its messages and causes",
    schema: z
      .strictObject({
        schemaVersion,
        symptoms: z.array(
          z.strictObject({
            ...symptom.shape,
            slug: slug.describe("The symptom’s name in addresses."),
            url: path.describe("Its page, from the site’s root."),
          }),
        ),
      })
      .describe("Every symptom, by slug."),
  },
  {
    name: "api-reproducers",
    address: "/api/v1/reproducers.json",
    what: "every reproducer’s archive and files, with their SHA-256",
    schema: z
      .strictObject({ schemaVersion, reproducers: z.array(reproducer) })
      .describe("Every reproducer, by slug."),
  },
  {
    name: "api-events",
    address: "/api/v1/events.json",
    what: "every change of an outcome that a nightly run found, newest first",
    schema: z
      .strictObject({ schemaVersion, events: z.array(event) })
      .describe("Changes of outcomes, newest first."),
  },
  {
    name: "api-history",
    address: "/api/v1/history/REPRO.json",
    what: "what each cell of a reproducer came to on each night, oldest first",
    schema: z
      .strictObject({ schemaVersion, ...historyDocument.shape })
      .describe("What each cell of a reproducer came to on each night."),
  },
  {
    name: "api-signatures",
    address: "/api/v1/signatures.json",
    what: "what a diagnosis looks for in a log, and what its signs mean",
    schema: z
      .strictObject({
        schemaVersion,
        hazards: z
          .array(
            z.strictObject({
              ...signedPage,
              code: hazard.shape.code,
              signs: hazardSignatures,
            }),
          )
          .describe("The signs of each hazard that has some."),
        symptoms: z
          .array(z.strictObject({ ...signedPage, signs: symptomSignatures }))
          .describe("The signs of each symptom that has some."),
      })
      .describe("What a diagnosis starts from."),
  },
] as const;
export type ApiFormat = (typeof apiFormats)[number];

/**
 * JSON Schema (draft 2020-12) of a document of the API, or of what a command prints. It lets through fields that it does not know, because fields may be
 * added within a version; what it names stays, with its type and its meaning.
 */
export function apiSchema({
  name,
  address,
  schema,
}: Readonly<{
  name: string;
  address: string;
  schema: z.ZodType;
}>): JsonSchema {
  const lenient = z.toJSONSchema(schema, {
    io: "output",
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
    },
  });
  return { title: `misbuilt ${name}: ${address}`, ...lenient };
}
