import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mutant, Reproducer } from "../schema/index.ts";

const judgeFiles = ["../cells/recognise.ts", "judge.ts", "change.ts"];
let judge: Promise<string> | undefined;

async function readJudge(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of judgeFiles)
    hash.update(await readFile(join(import.meta.dirname, file)));
  return hash.digest("hex");
}

/**
 * Digest of what decides about a mutant: the files that scripts see (`inputs`), its case with signs, the mutant itself, and
 * the judge’s own code.
 */
export async function mutantDigest(
  inputs: string,
  manifest: Reproducer,
  mutant: Mutant,
): Promise<string> {
  judge ??= readJudge();
  const definition = manifest.cases.find(({ id }) => id === mutant.case);
  const what = [
    await judge,
    inputs,
    manifest.signs,
    manifest.limits,
    manifest.prepare ?? null,
    [definition?.build, definition?.run, definition?.env, definition?.signs],
    mutant,
    ...(definition?.machine === undefined ? [] : [definition.machine]),
  ];
  return createHash("sha256").update(JSON.stringify(what)).digest("hex");
}
