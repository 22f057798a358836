/** Writing to the cache. What it keeps saves time and nothing else, so no run ends because it cannot. */
import { writeAtomically } from "./cache.ts";
import { errorCode } from "./load.ts";

const advice: Readonly<Record<string, string>> = {
  ENOSPC: "free some space there",
  EDQUOT: "free some space there",
  EISDIR: "remove what is in its place",
  ENOTDIR: "remove the file that is in a folder's place",
  ENOTEMPTY: "remove what is in its place",
};

/** Why something of the cache could not be written, and what to do. Never a stack trace. */
export function keepingFailed(path: string, error: unknown): string {
  const code = errorCode(error) ?? "";
  const why = error instanceof Error ? error.message : String(error);
  // Not the file system's: then it has nothing to do with the cache.
  if (!/^E(?!RR_)/.test(code)) return why;
  const what =
    advice[code] ??
    "make it writable, or let XDG_CACHE_HOME name a folder that is";
  return `${path} could not be written (${why}): ${what}`;
}

const told = new Set<string>();

/** Keeps a text in the cache where that is possible; else it says why, once for each reason. */
export async function keepIfPossible(
  path: string,
  text: string,
  note: (text: string) => void,
): Promise<void> {
  try {
    await writeAtomically(path, text);
  } catch (error) {
    const reason = errorCode(error) ?? String(error);
    if (told.has(reason)) return;
    told.add(reason);
    note(`not kept: ${keepingFailed(path, error)}`);
  }
}
