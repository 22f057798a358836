import {
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from "yaml";
import type { Document as YamlDocument, Node } from "yaml";
import { fieldName, type FieldPath, type Finding } from "../problem.ts";

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

const secondDocument = {
  found: "a second document",
  expected: "one",
  todo: "Remove the line of three hyphens before it, or what follows it.",
};

/** Parses YAML of any content; never throws. `firstLine` is the line of the file at which `text` starts. */
export function parseYaml(text: string, file: string, firstLine = 1): Parsed {
  const counter = new LineCounter();
  const line = (offset: number) => counter.linePos(offset).line + firstLine - 1;
  try {
    const document = parseDocument(text, {
      lineCounter: counter,
      prettyErrors: false,
      // At "silent" the parser passes over a second document without a word.
      logLevel: "error",
    });
    if (document.errors.length > 0) {
      return {
        ok: false,
        findings: document.errors.slice(0, 1).map((error) => ({
          file,
          field: "",
          line: line(error.pos[0]),
          ...(error.code === "MULTIPLE_DOCS"
            ? secondDocument
            : {
                expected: "well-formed YAML",
                found: error.message.replaceAll("\n", " "),
                todo: "Correct the YAML here; a value with a colon or a hash in it needs quotes.",
              }),
        })),
      };
    }
    const locate: Locate = (path) => nodeLine(document, path, line);
    const refused = refusedNode(document);
    if (refused !== undefined) {
      const { path, ...words } = refused;
      const field = fieldName(path);
      return {
        ok: false,
        findings: [{ file, field, line: locate(path), ...words }],
      };
    }
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    return { ok: true, data, locate };
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

/** Aliases beyond this are no convenience; a few that name each other in turn stand for billions of values. */
const mostAliases = 100;

interface Refused extends Pick<Finding, "found" | "expected" | "todo"> {
  readonly path: FieldPath;
}

/** The first node that no reader of these files can take: an alias that does not end, too many of them, or a NUL. */
function refusedNode(document: YamlDocument): Refused | undefined {
  let refused: Refused | undefined;
  let aliases = 0;
  const refuse = (
    ancestors: readonly unknown[],
    key: unknown,
    words: Omit<Refused, "path">,
  ) => {
    refused = { path: pathOf(ancestors, key), ...words };
    return visit.BREAK;
  };
  visit(document, {
    Alias(key, node, ancestors) {
      const target = node.resolve(document);
      if (target !== undefined && ancestors.some((one) => one === target))
        return refuse(ancestors, key, {
          found: `the alias *${node.source} inside of what it stands for`,
          expected: "a value that ends",
          todo: "Write the value.",
        });
      aliases += 1;
      const nested = isCollection(target) && holdsAlias(target);
      if (aliases <= mostAliases && !nested) return undefined;
      return refuse(ancestors, key, {
        found: nested
          ? `the alias *${node.source} of what holds aliases itself`
          : `more than ${mostAliases} aliases`,
        expected: "values written out, or aliases of those",
        todo: "Write the value.",
      });
    },
    Scalar(key, node, ancestors) {
      if (typeof node.value !== "string" || !node.value.includes("\0"))
        return undefined;
      return refuse(ancestors, key, {
        found: "a NUL character",
        expected: "text, which no program cuts short",
        todo: "Remove it.",
      });
    },
  });
  return refused;
}

function holdsAlias(node: Node): boolean {
  let found = false;
  visit(node, {
    Alias() {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** The field of a node, by those above it and its own key or index. */
function pathOf(ancestors: readonly unknown[], key: unknown): FieldPath {
  const path: (string | number)[] = [];
  for (const [index, one] of ancestors.entries()) {
    if (isPair(one)) path.push(isScalar(one.key) ? String(one.key.value) : "");
    else if (isSeq(one)) {
      const below = ancestors[index + 1];
      const at = one.items.findIndex((item) => item === below);
      path.push(at >= 0 ? at : Number(key));
    }
  }
  return path;
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
