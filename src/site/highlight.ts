import type { Element, ElementContent } from "hast";
import {
  bundledLanguages,
  createCssVariablesTheme,
  createHighlighter,
} from "shiki";
import type { BundledLanguage, ShikiTransformer } from "shiki";
import { version } from "shiki/package.json" with { type: "json" };
import { z } from "zod";
import type { CodeLanguage } from "../catalog/schema/index.ts";
import { kept } from "./kept.ts";

/** One theme of CSS variables; `styles/code.css` gives them their light and dark values. */
export const theme = createCssVariablesTheme({ variablePrefix: "--code-" });

const tokenColour = /var\(--code-(?:token-)?([a-z-]+)\)/;

/**
 * Turns Shiki's inline styles into classes (`t-keyword`, `t-string`, …), because the Content Security Policy
 * allows no inline style. The class names are fixed, so the style sheet can be written by hand.
 */
export const tokenClasses: ShikiTransformer = {
  name: "token-classes",
  pre(node) {
    delete node.properties["style"];
    node.properties["tabindex"] = "0";
    node.properties["class"] = "code";
    const { lang } = this.options;
    if (lang !== "text") node.properties["data-language"] = lang;
  },
  span(node) {
    const style = node.properties["style"];
    delete node.properties["style"];
    if (typeof style !== "string") return;
    const token = tokenColour.exec(style)?.[1];
    const classes = [
      token === undefined || token === "foreground" ? "" : `t-${token}`,
      style.includes("italic") ? "t-italic" : "",
      style.includes("bold") ? "t-bold" : "",
    ].filter((name) => name !== "");
    if (classes.length > 0) node.properties["class"] = classes.join(" ");
  },
  // A line is most of the time longer in elements than in letters: what has no class of its own needs none.
  line(node) {
    delete node.properties["class"];
    node.children = joined(node.children);
  },
};

/** The pieces of a line: those of no class as plain text, neighbours of one class as one. */
function joined(pieces: readonly ElementContent[]): ElementContent[] {
  const all: ElementContent[] = [];
  for (const piece of pieces) {
    const [text] = piece.type === "element" ? piece.children : [piece];
    if (text?.type !== "text") throw new Error("Shiki gave a token no text");
    const last = all.at(-1);
    const kind = classOf(piece);
    if (last === undefined || classOf(last) !== kind)
      all.push(kind === undefined ? text : piece);
    else if (last.type === "text") last.value += text.value;
    else if (last.type === "element" && last.children[0]?.type === "text")
      last.children[0].value += text.value;
  }
  return all;
}

function classOf(piece: ElementContent): unknown {
  return piece.type === "element" ? piece.properties["class"] : undefined;
}

/** File endings of reproducers and the grammar of each; anything else is shown plain. */
const grammars: Record<string, BundledLanguage> = {
  c: "c",
  cc: "cpp",
  cpp: "cpp",
  diff: "diff",
  go: "go",
  h: "c",
  hpp: "cpp",
  html: "html",
  js: "javascript",
  json: "json",
  md: "markdown",
  mjs: "javascript",
  patch: "diff",
  py: "python",
  rs: "rust",
  s: "asm",
  sh: "sh",
  toml: "toml",
  ts: "typescript",
  wat: "wasm",
  yaml: "yaml",
  yml: "yaml",
  zig: "zig",
  zon: "zig",
};

/** The grammar for a file name, `text` where there is none. */
export function grammarOf(file: string): BundledLanguage | "text" {
  return (
    grammars[file.slice(file.lastIndexOf(".") + 1).toLowerCase()] ?? "text"
  );
}

/** File endings of languages whose code is shown without a file. */
const endings: Partial<Record<CodeLanguage, string>> = {
  C: "c",
  "C++": "cpp",
  Rust: "rs",
  Zig: "zig",
  Go: "go",
  Python: "py",
  JavaScript: "js",
  TypeScript: "ts",
  "WebAssembly text": "wat",
  Cargo: "toml",
  "build.zig": "zig",
  npm: "json",
  shell: "sh",
  patch: "diff",
};

/** The grammar of a language, `text` where there is none. */
export function grammarOfLanguage(
  language: CodeLanguage,
): BundledLanguage | "text" {
  return grammarOf(`.${endings[language] ?? ""}`);
}

/** Shiki stops at a line that takes it 500 ms, which is any line on a busy machine; the build may wait. */
const patient = { tokenizeTimeLimit: 0 };

let loaded: ReturnType<typeof createHighlighter> | undefined;

/** The highlighter with one more grammar; where every block is kept from an earlier build, none is ever loaded. */
async function highlighter(language: string) {
  loaded ??= createHighlighter({ themes: [theme], langs: [] });
  const shiki = await loaded;
  if (isBundled(language)) await shiki.loadLanguage(language);
  return shiki;
}

function isBundled(language: string): language is BundledLanguage {
  return Object.hasOwn(bundledLanguages, language);
}

/** What the colours are made with, beside the code: another Shiki, or other classes, and the code is highlighted anew. */
const maker = [
  version,
  JSON.stringify(theme),
  JSON.stringify(grammars),
  ...[tokenClasses.pre, tokenClasses.span, tokenClasses.line, joined].map(
    String,
  ),
];

/** Highlighted HTML of `code`: one `<pre class="code">` without inline styles. */
export async function highlight(
  code: string,
  language: string,
): Promise<string> {
  const text = code.replace(/\n$/, "");
  return kept([...maker, "html", language, text], async () => {
    const shiki = await highlighter(language);
    return shiki.codeToHtml(text, {
      ...patient,
      lang: language,
      theme,
      transformers: [tokenClasses],
    });
  });
}

const element = z.custom<Element>(
  (value) => typeof value === "object" && value !== null && "tagName" in value,
  "Shiki gave no <pre>",
);

/** The same for a fenced block of a page, as a syntax tree; a language that is not known here is shown plain. */
export async function highlightFence(code: string, language: string) {
  const json = await kept([...maker, "hast", language, code], async () => {
    const shiki = await highlighter(language);
    const known = shiki.getLoadedLanguages().includes(language);
    const { children } = shiki.codeToHast(code, {
      ...patient,
      lang: known ? language : "text",
      theme,
      transformers: [tokenClasses],
    });
    return JSON.stringify(children[0]);
  });
  return element.parse(JSON.parse(json));
}
