import { linesOf } from "./chain.ts";
import { readLines } from "./lines.ts";

/**
 * One history out of those of two branches that went apart. Every line stays as it is, so that what names it still finds it:
 * first ours, then those that only the other branch has, then a line that names the last of each. Which of the two is
 * called ours changes nothing but the order of the lines. Throws `HistoryError` where one of them is damaged.
 */
export function joinHistories(
  slug: string,
  ours: string | undefined,
  theirs: string | undefined,
): string {
  for (const text of [ours, theirs]) readLines(slug, text);
  const lines = new Set([...linesOf(ours), ...linesOf(theirs)]);
  const text = [...lines].map((line) => `${line}\n`).join("");
  const { ends } = readLines(slug, text);
  if (ends.length < 2) return text;
  return `${text}${JSON.stringify({ before: [...ends].sort() })}\n`;
}
