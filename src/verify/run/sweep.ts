import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { halfWritten } from "../../catalog/read/files.ts";
import { sweepAbandoned } from "../abandoned.ts";

const keepDays = 14;

async function entries(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}

/**
 * Removes from the cache the prepared folders and answers that are two weeks old, and what a killed program left of them:
 * prepared folders that it had moved aside, answers that it had half written. Toolchains stay.
 */
export async function sweep(cache: string): Promise<void> {
  await sweepAbandoned(join(cache, "prepared"), /\.(\d+)-\d+\.old$/);
  const answers = await entries(join(cache, "answers"));
  // Whoever writes an answer sweeps its folder alone; a resumed run may never write to that of the answer cut short.
  for (const folder of answers) await sweepAbandoned(folder, halfWritten);
  const paths = [
    ...(await entries(join(cache, "prepared"))),
    ...(await Promise.all(answers.map(entries))).flat(),
  ];
  const oldest = Date.now() - keepDays * 86_400_000;
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < oldest)
      // A cache that cannot be written keeps what is old.
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
