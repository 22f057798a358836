import { join } from "node:path";
import {
  HistoryError,
  historyPath,
  parseHistory,
} from "../../catalog/history/history.ts";
import type { HistoryEnd, Verdict } from "../../catalog/schema/index.ts";
import { writeAtomically } from "../cache.ts";
import { loadVerdict, readIfThere, verdictFile } from "../load.ts";
import { printVerdict } from "./print.ts";

/**
 * Where the reproducer’s history ends now. Throws `HistoryError` where the line that the recorded verdict names is gone:
 * nights were removed or changed, and a new verdict would hide it.
 */
export async function historyEnding(
  root: string,
  slug: string,
  recorded: Verdict | undefined,
): Promise<HistoryEnd | null> {
  const text = await readIfThere(join(root, historyPath(slug)));
  const { lines } = parseHistory(slug, text);
  const named = recorded?.history;
  if (named !== undefined && named !== null && !lines.includes(named.last))
    throw new HistoryError({
      slug,
      line: undefined,
      field: "",
      expected: `the line ${named.last}, where content/verdicts/${slug}.json says that it ends`,
      found: `${lines.length} lines without it`,
    });
  const last = lines.at(-1);
  return last === undefined ? null : { lines: lines.length, last };
}

/** Lets the recorded verdict name the last line of its history, which has grown. */
export async function recordEnding(root: string, slug: string): Promise<void> {
  const recorded = await loadVerdict(root, slug);
  if (recorded === undefined) return;
  const history = await historyEnding(root, slug, recorded);
  if (recorded.history?.last === history?.last) return;
  await writeAtomically(
    verdictFile(root, slug),
    printVerdict({ ...recorded, history }),
  );
}
