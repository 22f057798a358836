import { readFile } from "node:fs/promises";
import { z } from "zod";
import { writeAtomically } from "../cache.ts";
import { readIfThere } from "../load.ts";
import {
  differences,
  firstFew,
  glanceOf,
  inventorySchema,
  look,
  takeInventory,
} from "./inventory.ts";

/** A folder whose files are known, and where what is known of them is kept. */
export interface Kept {
  readonly folder: string;
  /** The file with the digest of its listing: what a glance compares. */
  readonly stamp: string;
  /** The file with the digest of each of its files. */
  readonly files: string;
  /** Paths in it that do not count. */
  readonly without: readonly string[];
}

/** A folder: as it was recorded, never recorded, or changed since. */
export type Condition =
  | { readonly is: "whole" }
  | { readonly is: "absent" }
  | { readonly is: "damaged"; readonly why: string };

const stampSchema = z.looseObject({ glance: z.string() });

async function stamp(
  { stamp: path }: Kept,
  glance: string,
  more: object,
): Promise<void> {
  const text = JSON.stringify({ ...more, glance }, null, 2);
  await writeAtomically(path, `${text}\n`);
}

/** Records a folder as it is now. `more` is written beside, for people. */
export async function record(kept: Kept, more: object): Promise<void> {
  const listing = await look(kept.folder, kept.without);
  const inventory = await takeInventory(kept.folder, listing);
  await writeAtomically(kept.files, `${JSON.stringify(inventory)}\n`);
  // Last: a folder with a stamp is complete.
  await stamp(kept, glanceOf(listing), more);
}

async function readStamp(
  path: string,
): Promise<z.infer<typeof stampSchema> | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  try {
    return stampSchema.parse(JSON.parse(text));
  } catch {
    // Not ours, or of an earlier version: it says nothing about the files.
    return undefined;
  }
}

/**
 * Whether a folder is as it was recorded. By names, sizes, times and inodes, which is quick; by its bytes where those
 * differ, as after a copy, and where `thorough` says so.
 */
export async function conditionOf(
  kept: Kept,
  thorough: boolean,
): Promise<Condition> {
  const known = await readStamp(kept.stamp);
  if (known === undefined) return { is: "absent" };
  try {
    const listing = await look(kept.folder, kept.without);
    const glance = glanceOf(listing);
    if (glance === known.glance && !thorough) return { is: "whole" };
    const recorded = inventorySchema.parse(
      JSON.parse(await readFile(kept.files, "utf8")),
    );
    const found = await takeInventory(kept.folder, listing);
    const changes = differences(recorded, found);
    if (changes.length > 0) return { is: "damaged", why: firstFew(changes) };
    // Where it cannot be written, the next run compares again.
    if (glance !== known.glance)
      await stamp(kept, glance, known).catch(() => undefined);
    return { is: "whole" };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { is: "damaged", why: `it cannot be compared: ${why}` };
  }
}
