import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

/** Texts that differ in more lines than this are another text, and finding the shortest diff would take minutes. */
const mostEdits = 2_000;

/**
 * What differs between two texts, in the unified format with `context` lines around each change. Empty where nothing
 * differs.
 */
export function unifiedDiff(
  before: string,
  after: string,
  names: readonly [string, string],
  context = 2,
): string {
  if (before === after) return "";
  const patch = createTwoFilesPatch(...names, before, after, "", "", {
    context,
    headerOptions: FILE_HEADERS_ONLY,
    maxEditLength: mostEdits,
  });
  const lines = (text: string) => text.split("\n").length - 1;
  return (
    patch ??
    `--- ${names[0]}\n+++ ${names[1]}\nmore than ${mostEdits} lines differ: ${lines(before)} before, ${lines(after)} after\n`
  );
}
