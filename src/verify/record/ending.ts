import { join } from "node:path";
import {
  endPath,
  HistoryError,
  historyPath,
  parseHistory,
} from "../../catalog/history/history.ts";
import { lineDigest, linesOf } from "../../catalog/history/chain.ts";
import {
  historyEndFile,
  type HistoryEndFile,
} from "../../catalog/schema/index.ts";
import { writeAtomically } from "../cache.ts";
import { loadJson, readIfThere } from "../load.ts";

/** The text of the file that says where a history ends; nothing where there is no history. */
export function endText(slug: string, text: string): string | undefined {
  const lines = linesOf(text);
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  const end: HistoryEndFile = {
    schemaVersion: 1,
    repro: slug,
    lines: lines.length,
    last: lineDigest(last),
  };
  return `${JSON.stringify(end)}\n`;
}

/**
 * The reproducer’s history, to which something is to be added. Throws `HistoryError` where the line is gone at which it ends by
 * `content/ends/`: nights were removed or changed, and a new line would hide it.
 */
export async function wholeHistory(
  root: string,
  slug: string,
): Promise<string | undefined> {
  const text = await readIfThere(join(root, historyPath(slug)));
  const { lines } = parseHistory(slug, text);
  const end = await loadJson(root, endPath(slug), historyEndFile);
  if (end !== undefined && !lines.includes(end.last))
    throw new HistoryError({
      slug,
      line: undefined,
      field: "",
      expected: `the line ${end.last}, where ${endPath(slug)} says that it ends`,
      found: `${lines.length} lines without it`,
    });
  return text;
}

/** Writes down where the reproducer’s history ends, where that is not written yet. Returns the file, where it was. */
export async function recordEnding(
  root: string,
  slug: string,
): Promise<string[]> {
  const text = endText(slug, (await wholeHistory(root, slug)) ?? "");
  const file = endPath(slug);
  if (text === undefined || (await readIfThere(join(root, file))) === text)
    return [];
  await writeAtomically(join(root, file), text);
  return [file];
}
