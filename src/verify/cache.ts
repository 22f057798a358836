import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { halfWritten } from "../catalog/read/files.ts";
import { sweepAbandoned } from "./abandoned.ts";

/** The folder outside the repository that keeps toolchains and answers: `$XDG_CACHE_HOME/misbuilt`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base = env["XDG_CACHE_HOME"];
  // The XDG specification: a relative path is to be ignored.
  const root =
    base?.startsWith("/") === true ? base : join(homedir(), ".cache");
  return join(root, "misbuilt");
}

/** SHA-256 of a file, hexadecimal. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

export { valueDigest } from "../catalog/read/digest.ts";

let written = 0;
const swept = new Set<string>();

/**
 * Writes a file so that every reader, also after a crash, sees the old bytes or the new ones and never a part. What a
 * crash left half-written beside it is removed.
 */
export async function writeAtomically(
  path: string,
  text: string,
): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  if (!swept.has(folder)) {
    swept.add(folder);
    await sweepAbandoned(folder, halfWritten);
  }
  written += 1;
  const temporary = `${path}.${process.pid}-${written}.tmp`;
  try {
    const file = await open(temporary, "w");
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
