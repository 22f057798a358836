import { isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { Document as YamlDocument } from "yaml";
import type { FieldPath, Finding } from "./problem.ts";

/** The line, from 1, of a field or of its nearest parent that is there. */
export type Locate = (path: FieldPath) => number | undefined;

/** A text read as data, or what is wrong with it. */
export type Parsed =
  | { ok: true; data: unknown; locate: Locate }
  | { ok: false; findings: Finding[] };

/** Front matter and the text below it. */
export interface Page {
  readonly frontMatter: string;
  /** The line of the front matter’s first line, from 1. */
  readonly firstLine: number;
  readonly body: string;
  /** The line of the body’s first line, from 1. */
  readonly bodyLine: number;
}

const fence = /^---[ \t]*\r?\n([\s\S]*?)(?:^)---[ \t]*(?:\r?\n|$)/m;

/** Splits a page at its front matter; undefined where it does not begin with one. */
export function splitPage(text: string): Page | undefined {
  const found = text.startsWith("---") ? fence.exec(text) : null;
  if (found?.index !== 0) return undefined;
  const [whole, frontMatter = ""] = found;
  return {
    frontMatter,
    firstLine: 2,
    body: text.slice(whole.length),
    bodyLine: whole.split("\n").length,
  };
}

/** Parses YAML of any content; never throws. `firstLine` is the line of the file at which `text` starts. */
export function parseYaml(text: string, file: string, firstLine = 1): Parsed {
  const counter = new LineCounter();
  const line = (offset: number) => counter.linePos(offset).line + firstLine - 1;
  try {
    const document = parseDocument(text, {
      lineCounter: counter,
      prettyErrors: false,
      logLevel: "silent",
    });
    if (document.errors.length > 0) {
      return {
        ok: false,
        findings: document.errors.slice(0, 1).map((error) => ({
          file,
          field: "",
          line: line(error.pos[0]),
          expected: "well-formed YAML",
          found: error.message.replaceAll("\n", " "),
          todo: "Correct the YAML here; a value with a colon or a hash in it needs quotes.",
        })),
      };
    }
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    return { ok: true, data, locate: (path) => nodeLine(document, path, line) };
  } catch (error) {
    return { ok: false, findings: [unreadable(file, "YAML", error)] };
  }
}

/** Parses JSON of any content; never throws. */
export function parseJson(text: string, file: string): Parsed {
  try {
    const data: unknown = JSON.parse(text);
    return { ok: true, data, locate: () => undefined };
  } catch (error) {
    return { ok: false, findings: [unreadable(file, "JSON", error)] };
  }
}

function unreadable(file: string, format: string, error: unknown): Finding {
  const message = error instanceof Error ? error.message : String(error);
  return {
    file,
    field: "",
    expected: `well-formed ${format}`,
    found: `it cannot be read: ${message.replaceAll("\n", " ").slice(0, 200)}`,
    todo: `Correct the ${format}, or restore the file with git.`,
  };
}

/** Follows `path` as far as the document goes, and gives the line of the last key or item on it. */
function nodeLine(
  document: YamlDocument,
  path: FieldPath,
  line: (offset: number) => number,
): number | undefined {
  let offset: number | undefined;
  for (let length = 1; length <= path.length; length += 1) {
    const parent: unknown = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(
          (item) =>
            isScalar(item.key) && String(item.key.value) === String(key),
        )
      : undefined;
    const node: unknown =
      pair?.key ?? document.getIn(path.slice(0, length), true);
    if (!isNode(node)) break;
    offset = node.range?.[0] ?? offset;
  }
  return offset === undefined ? undefined : line(offset);
}
