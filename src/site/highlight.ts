import { createCssVariablesTheme, createHighlighter } from "shiki";
import type { BundledLanguage, ShikiTransformer } from "shiki";

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
};

/** File endings of reproducers and the grammar of each; anything else is shown plain. */
const grammars: Record<string, BundledLanguage> = {
  c: "c",
  cc: "cpp",
  cpp: "cpp",
  diff: "diff",
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

/** Shiki stops at a line that takes it 500 ms, which is any line on a busy machine; the build may wait. */
const patient = { tokenizeTimeLimit: 0 };

let loaded: ReturnType<typeof createHighlighter> | undefined;

function highlighter(): ReturnType<typeof createHighlighter> {
  loaded ??= createHighlighter({
    themes: [theme],
    langs: [...new Set(Object.values(grammars)), "console"],
  });
  return loaded;
}

/** Highlighted HTML of `code`: one `<pre class="code">` without inline styles. */
export async function highlight(
  code: string,
  language: string,
): Promise<string> {
  const shiki = await highlighter();
  const transformers = [tokenClasses];
  const text = code.replace(/\n$/, "");
  return shiki.codeToHtml(text, {
    ...patient,
    lang: language,
    theme,
    transformers,
  });
}

/** The same for a fenced block of a page, as a syntax tree; a language that is not known here is shown plain. */
export async function highlightFence(code: string, language: string) {
  const shiki = await highlighter();
  const known = shiki.getLoadedLanguages().includes(language);
  const tree = shiki.codeToHast(code, {
    ...patient,
    lang: known ? language : "text",
    theme,
    transformers: [tokenClasses],
  });
  const [pre] = tree.children;
  if (pre?.type !== "element") throw new Error("Shiki gave no <pre>");
  return pre;
}
