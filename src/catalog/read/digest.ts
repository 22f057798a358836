import { createHash } from "node:crypto";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { halfWritten } from "./files.ts";

/** SHA-256 of a value’s JSON, hexadecimal. Its keys must come in a fixed order. */
export function valueDigest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

/** The first 16 digits of the SHA-256 of a text: what names a line of a history, a recorded text or a machine. */
export function shortDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Whether the path, relative to the folder and with forward slashes, is left out. */
export type Skip = (path: string) => boolean;

async function walk(
  folder: string,
  below: string,
  skip: Skip,
): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (skip(path) || halfWritten.test(path)) continue;
    if (entry.isDirectory()) paths.push(...(await walk(folder, path, skip)));
    else paths.push(path);
  }
  return paths;
}

/**
 * SHA-256 (hexadecimal) over every file below `folder`: its name, its executable bit and its bytes; a symbolic
 * link counts with its target. The order of the file system, owners and times do not matter; half-written files are none.
 */
export async function folderDigest(
  folder: string,
  skip: Skip = () => false,
): Promise<string> {
  const hash = createHash("sha256");
  const paths = await walk(folder, "", skip);
  // Code units, not a locale: every machine must agree.
  paths.sort((a, b) => (a < b ? -1 : 1));
  for (const path of paths) {
    const full = join(folder, path);
    const stat = await lstat(full);
    const link = stat.isSymbolicLink();
    const bytes = link
      ? Buffer.from(await readlink(full))
      : await readFile(full);
    const kind = link ? "link" : (stat.mode & 0o100) !== 0 ? "exec" : "file";
    hash.update(`${kind}\0${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/**
 * Digest of a reproducer’s folder, as `sources` in its verdict: another digest means that the verdict is older than
 * the files it measured.
 */
export async function sourcesDigest(reproFolder: string): Promise<string> {
  return folderDigest(reproFolder);
}

/**
 * Digest of the files that a reproducer’s scripts can see. Words, expectations and the manifest do not change a run.
 */
export function inputsDigest(reproFolder: string): Promise<string> {
  return folderDigest(
    reproFolder,
    (path) =>
      path === "repro.yaml" || path === "expected" || /^[^/]*\.md$/.test(path),
  );
}
