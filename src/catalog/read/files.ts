import { lstat, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** A file’s text, or what is there instead of a text file, such as `a folder`. */
export type TextResult =
  { ok: true; text: string } | { ok: false; missing: boolean; found: string };

const mebibyte = 1024 * 1024;

/**
 * Reads a text file below `root`. A missing, huge or binary file is an answer, not an exception.
 * `limit` in bytes.
 */
export async function readText(
  root: string,
  path: string,
  limit = 2 * mebibyte,
): Promise<TextResult> {
  const refuse = (found: string, missing = false): TextResult => ({
    ok: false,
    missing,
    found,
  });
  try {
    const stat = await lstat(join(root, path));
    if (!stat.isFile())
      return refuse(stat.isDirectory() ? "a folder" : "a link");
    if (stat.size > limit)
      return refuse(`a file of ${(stat.size / mebibyte).toFixed(1)} MiB`);
    const bytes = await readFile(join(root, path));
    if (bytes.includes(0)) return refuse("a binary file");
    return { ok: true, text: new TextDecoder("utf-8", strict).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return refuse("text that is not UTF-8");
    const code =
      error instanceof Error && "code" in error ? String(error.code) : "";
    if (["ENOENT", "ENOTDIR"].includes(code))
      return refuse("no such file", true);
    return refuse(`a file that cannot be read (${code})`);
  }
}

const strict = { fatal: true, ignoreBOM: false } as const;

/**
 * The end of the names under which a file is written before it takes its own; its group is the number of the process
 * that writes. What a killed one left half written is no file of the catalogue.
 */
export const halfWritten = /\.(\d+)-\d+\.tmp$/;

/**
 * The names in a folder, sorted, without half-written files; none where there is no such folder. Folders end with a
 * slash.
 */
export async function listFolder(
  root: string,
  folder: string,
): Promise<string[]> {
  try {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    return entries
      .filter(({ name }) => !halfWritten.test(name))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort();
  } catch {
    return [];
  }
}

/** Every file below a folder, as sorted paths relative to it, with forward slashes. */
export async function listFiles(
  root: string,
  folder: string,
): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await listFolder(root, folder)) {
    if (!name.endsWith("/")) paths.push(name);
    else
      for (const below of await listFiles(root, join(folder, name)))
        paths.push(name + below);
  }
  return paths.sort();
}
