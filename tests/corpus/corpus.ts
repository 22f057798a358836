import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { slug } from "../../src/catalog/schema/common.ts";
import type { Knowledge } from "../../src/catalog/schema/signature.ts";
import {
  knowledgeOf,
  loadSignatures,
} from "../../src/catalog/read/signatures.ts";
import { loadTitles } from "../../src/catalog/read/titles.ts";

const entry = z.strictObject({
  name: slug.describe("The log’s file name without `.log`."),
  format: z.string().min(1).describe("What kind of text it is."),
  hazard: slug.describe("The hazard it must lead to first, or `none`."),
  also: z
    .array(slug)
    .default([])
    .describe("Other hazards that may be called likely without being wrong."),
  ruledOut: z
    .array(slug)
    .default([])
    .describe(
      "Hazards that the log points to and excludes: they must not be found at any confidence.",
    ),
  symptom: slug.optional().describe("The symptom it must show."),
  kind: z
    .int()
    .min(1)
    .max(8)
    .optional()
    .describe("Which kind of fault it shows mended: one of `kinds`."),
  source: z.string().min(1).describe("Where it comes from."),
});

/** Kinds of fault that logs of public threads showed in November 2026; each was mended as a kind. */
export const kinds: Readonly<Record<number, string>> = {
  1: "an ABI's name is no toolchain",
  2: "other spellings of Zig",
  3: "other wordings of the trap",
  4: "misalignment said outright",
  5: "condensed backtraces",
  6: "file names of the user's",
  7: "words that were missing",
  8: "exclusions too narrow",
};

/** A log with what it must lead to. */
export interface Sample extends z.output<typeof entry> {
  bytes: Uint8Array;
  /** In the share that is never looked at while signatures are tuned. */
  heldOut: boolean;
}

const here = import.meta.dirname;

/** Every log of the corpus. Which are held out follows from their names alone, so it was fixed before they were written. */
export function loadCorpus(): Sample[] {
  return z
    .array(entry)
    .parse(readLists("log-sets"))
    .map((sample) => ({
      ...sample,
      bytes: readFileSync(join(here, "logs", `${sample.name}.log`)),
      heldOut: isHeldOut(sample.name),
    }));
}

/** The lists of all files of a folder in one: a file for each hazard, so that those who add one do not meet. */
export function readLists(folder: string): unknown[] {
  return readdirSync(join(here, folder)).flatMap((name) => {
    const text = readFileSync(join(here, folder, name), "utf8");
    return z.array(z.unknown()).parse(parse(text));
  });
}

/** Whether the hash of a name puts it into the fifth that is held out; of logs that were retyped from public threads (`pub-…`), a third. */
export function isHeldOut(name: string): boolean {
  return share(name, name.startsWith("pub-") ? 3 : 5);
}

/** Whether the hash of a text puts it into one of `parts` equal shares. */
export function share(text: string, parts: number): boolean {
  const [first] = createHash("sha256").update(text).digest();
  return first !== undefined && first % parts === 0;
}

/** What is known. Throws where a signature file does not fit its schema. */
export async function loadKnowledge(): Promise<Knowledge> {
  const root = join(here, "../..");
  const signatures = await loadSignatures(root);
  const [problem] = signatures.problems;
  if (problem !== undefined)
    throw new Error(`${problem.file}: ${problem.field} ${problem.found}`);
  return knowledgeOf(await loadTitles(root), signatures);
}
