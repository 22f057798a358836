/** What a folder holds, file by file: recorded when its bytes were known to be right, and compared ever after. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { fileDigest } from "../cache.ts";
import { exec, lastLines } from "../exec.ts";

/** What `find` says of each path, with a zero after every field. */
const fields = ["%P", "%y", "%m", "%s", "%T@", "%C@", "%i", "%l"] as const;

/** The paths of a folder with kind, permissions, size, times, inode and target, as text. One `find` is quicker than 20,000 calls of lstat. */
export async function look(
  folder: string,
  without: readonly string[],
): Promise<string> {
  const skipped = without.flatMap((path) => ["-path", `./${path}`, "-o"]);
  const ended = await exec(
    "find",
    [
      ...[".", "-mindepth", "1", "("],
      ...[...skipped, "-false", ")", "-prune", "-o"],
      ...["-printf", fields.map((field) => `${field}\\0`).join("")],
    ],
    { cwd: folder },
  );
  if (ended.code !== 0)
    throw new Error(`${folder} cannot be read: ${lastLines(ended.stderr, 1)}`);
  return ended.stdout;
}

/** The digest of such a text. Whoever changes a file changes it: nobody sets a file’s ctime back. */
export function glanceOf(listing: string): string {
  return createHash("sha256").update(listing).digest("hex");
}

/** Each path with its kind, its permissions, and the digest of its bytes or the target of its link. */
export const inventorySchema = z.record(
  z.string(),
  z.tuple([z.string(), z.string(), z.string()]),
);
export type Inventory = z.infer<typeof inventorySchema>;

/** Reads every file of a listing. */
export async function takeInventory(
  folder: string,
  listing: string,
): Promise<Inventory> {
  const parts = listing.split("\0");
  const inventory: Inventory = {};
  for (let at = 0; at + fields.length <= parts.length; at += fields.length) {
    const [path = "", kind = "", mode = "", size = "", , , , target = ""] =
      parts.slice(at, at + fields.length);
    const bytes =
      kind === "f" ? await digestOf(join(folder, path), Number(size)) : target;
    inventory[path] = [kind, mode, bytes];
  }
  return inventory;
}

async function digestOf(path: string, size: number): Promise<string> {
  if (size > 1 << 20) return fileDigest(path);
  // In turn: 20,000 waits cost more than the reading.
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** What differs, path by path, in words. */
export function differences(kept: Inventory, found: Inventory): string[] {
  const paths = new Set([...Object.keys(kept), ...Object.keys(found)]);
  return [...paths].sort().flatMap((path) => {
    const [was, is] = [kept[path], found[path]];
    if (was === undefined) return [`${path} is new`];
    if (is === undefined) return [`${path} is gone`];
    if (was[0] !== is[0] || was[2] !== is[2]) return [`${path} was changed`];
    return was[1] === is[1] ? [] : [`${path} has other permissions`];
  });
}

/** The first few of a list, and how many more there are. */
export function firstFew(list: readonly string[]): string {
  const named = list.slice(0, 3).join(", ");
  return list.length > 3 ? `${named} and ${list.length - 3} more` : named;
}
