import { shortDigest } from "../read/digest.ts";

/**
 * What a later line calls a line of a history: the first 16 digits of the SHA-256 of its bytes, without the line end. A line
 * that was changed has another digest, and the line after it then names one that is not there.
 */
export function lineDigest(line: string): string {
  return shortDigest(line);
}

/** The lines of a history’s text. */
export function linesOf(text: string | undefined): string[] {
  return (text ?? "").split("\n").filter((line) => line !== "");
}

/** The text with more lines, each naming the one before it. The first line of all, the header, names none. */
export function chain(
  text: string | undefined,
  more: readonly object[],
): string {
  const last = linesOf(text).at(-1);
  let before = last === undefined ? undefined : lineDigest(last);
  let whole = text ?? "";
  for (const one of more) {
    const line = JSON.stringify(
      before === undefined ? one : { before, ...one },
    );
    whole += `${line}\n`;
    before = lineDigest(line);
  }
  return whole;
}
