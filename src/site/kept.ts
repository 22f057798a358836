import { createHash, randomUUID } from "node:crypto";
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { root } from "./root.ts";

/** Beside Astro's own cache of the same catalogue. */
const here = join(root, "node_modules/.astro/highlighted");

const day = 24 * 60 * 60 * 1000;

/**
 * What `make` gave for the same `parts` in an earlier build, or gives now. `parts` name everything that the text is
 * made from.
 */
export async function kept(
  parts: readonly string[],
  make: () => Promise<string>,
  folder = here,
): Promise<string> {
  const digest = createHash("sha256").update(JSON.stringify(parts));
  const file = join(folder, digest.digest("hex"));
  const before = await readFile(file, "utf8").catch(() => undefined);
  if (before !== undefined) {
    const now = new Date();
    if (now.getTime() - (await stat(file)).mtimeMs > day)
      await utimes(file, now, now);
    return before;
  }
  const made = await make();
  await mkdir(folder, { recursive: true });
  const written = `${file}.${randomUUID()}.tmp`;
  await writeFile(written, made);
  await rename(written, file);
  return made;
}

/** Removes what no build has read for 30 days. */
export async function dropUnread(folder = here): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  for (const name of files) {
    const file = join(folder, name);
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > 30 * day) await rm(file, { force: true });
  }
}
