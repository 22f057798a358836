import { cp, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../abandoned.ts";

/**
 * Calls `use` with the folder, or, where files are to have certain times, with a copy in which they have them. Throws where
 * such a file is missing.
 */
export async function withTimes<Result>(
  folder: string,
  times: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const set = Object.entries(times);
  if (set.length === 0) return use(folder);
  const copy = await temporaryFolder("repro");
  try {
    await cp(folder, copy, { recursive: true, preserveTimestamps: true });
    for (const [file, time] of set)
      await utimes(join(copy, file), new Date(time), new Date(time));
    return await use(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
