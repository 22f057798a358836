import { isControl, withoutControl } from "./controls.ts";
import {
  fromAddress,
  fromJson,
  fromMarkdown,
  withoutEntities,
  withoutTags,
  withoutTypesetting,
  withoutWrittenColours,
} from "./escapes.ts";
import { withoutPrefixes } from "./prefixes.ts";

/** How often a text may be wrapped into another: a JSON string in a JSON string in HTML, and so on. */
const deepest = 4;

/**
 * Gives `each` what a line says: without what terminals, log collectors and web pages put around it. That may be
 * several lines, where a whole log was made into one. Every step moves forward only.
 */
export function cleanLines(line: string, each: (text: string) => void): void {
  unwrap(line, each, 0);
}

function unwrap(
  line: string,
  each: (text: string) => void,
  depth: number,
): void {
  const marks = marksOf(line);
  const text = marks === 0 ? line : undone(line, marks);
  if (text === line || depth === deepest) {
    each(withoutPrefixes(text));
    return;
  }
  if (!text.includes("\n")) {
    unwrap(text, each, depth + 1);
    return;
  }
  for (const part of text.split("\n"))
    if (part !== "") unwrap(part, each, depth + 1);
}

/** One layer less. */
function undone(line: string, marks: number): string {
  let text = line;
  if ((marks & mark.control) !== 0) text = withoutControl(text);
  if ((marks & mark.wide) !== 0) text = withoutTypesetting(text);
  if ((marks & mark.bracket) !== 0) text = withoutWrittenColours(text);
  if ((marks & mark.percent) !== 0) text = fromAddress(text);
  if ((marks & (mark.quote | mark.backslash)) !== 0) {
    const json = fromJson(text);
    if (json !== text) return json;
  }
  if ((marks & mark.angle) !== 0) text = withoutTags(text);
  if ((marks & mark.ampersand) !== 0) text = withoutEntities(text);
  if ((marks & mark.backslash) !== 0) text = fromMarkdown(text);
  return text;
}

const mark = {
  control: 1,
  wide: 2,
  bracket: 4,
  percent: 8,
  quote: 16,
  backslash: 32,
  angle: 64,
  ampersand: 128,
} as const;

const markOf = new Uint8Array(256);
for (let code = 0; code < 256; code++)
  markOf[code] = isControl(code) ? mark.control : code > 127 ? mark.wide : 0;
for (const [char, bit] of [
  ["[", mark.bracket],
  ["%", mark.percent],
  ['"', mark.quote],
  ["\\", mark.backslash],
  ["<", mark.angle],
  ["&", mark.ampersand],
] as const)
  markOf[char.charCodeAt(0)] = bit;

/** Which marks are in the line, so that a plain line costs one pass. */
function marksOf(line: string): number {
  let marks = 0;
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    marks |= code < 256 ? (markOf[code] ?? 0) : mark.wide;
  }
  return marks;
}
