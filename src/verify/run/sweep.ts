import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const keepDays = 14;

async function entries(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}

/** Removes from the cache the prepared folders and answers that are two weeks old; toolchains stay. */
export async function sweep(cache: string): Promise<void> {
  const answers = await entries(join(cache, "answers"));
  const paths = [
    ...(await entries(join(cache, "prepared"))),
    ...(await Promise.all(answers.map(entries))).flat(),
  ];
  const oldest = Date.now() - keepDays * 86_400_000;
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < oldest)
      await rm(path, { recursive: true, force: true });
  }
}
