import { readText } from "./files.ts";
import { readRegion } from "./regions.ts";
import type { Snippet } from "../schema/index.ts";

/**
 * The text of a snippet, byte for byte: what a page shows and copies. Throws with the file and what is wrong with it;
 * in a catalogue that passes its checks it does not.
 */
export async function snippetText(
  root: string,
  { file, region }: Snippet,
): Promise<string> {
  const source = await readText(root, file);
  if (!source.ok) throw new Error(`${file}: ${source.found}`);
  if (region === undefined) return source.text;
  const found = readRegion(source.text, region);
  if (!found.ok)
    throw new Error(
      `${file}: ${found.problem}; its regions: ${found.names.join(", ") || "none"}`,
    );
  return found.text;
}

/** Names a snippet in hooks and notes: `path`, or `path#region`. */
export function snippetName({ file, region }: Snippet): string {
  return region === undefined ? file : `${file}#${region}`;
}
