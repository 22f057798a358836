import type { Element, ElementContent, Properties, RootContent } from "hast";
import rehypeParse from "rehype-parse";
import rehypeRemark from "rehype-remark";
import remarkGfm from "remark-gfm";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { stringify } from "yaml";
import type { Head } from "../heads.ts";

/** Elements that are there for a browser or for somebody at one. */
const controls = new Set([
  "nav",
  "form",
  "button",
  "script",
  "noscript",
  "svg",
  "template",
]);

/** Controls, what is hidden, and what only a screen needs, such as a drawing whose words stand beside it. */
function isLeftOut({ tagName, properties }: Element): boolean {
  return (
    controls.has(tagName) ||
    properties["hidden"] === true ||
    properties["dataScreenOnly"] !== undefined ||
    properties["ariaHidden"] === "true"
  );
}

function classesOf({ properties: { className } }: Element): unknown[] {
  return Array.isArray(className) ? className : [];
}

/** What a style alone sets apart from what follows, and what says so in text. */
const apart = new Map<unknown, string>([
  ["label", ": "],
  ["mark", "; "],
  ["strip", "; "],
]);

function endOf(element: Element): string | undefined {
  if (element.tagName !== "span") return undefined;
  return classesOf(element)
    .map((name) => apart.get(name))
    .find((end) => end !== undefined);
}

function textOf(node: RootContent | ElementContent): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}

/** Code without its colours, under the language where Markdown looks for it. */
function code(pre: Element): Element {
  const { dataLanguage } = pre.properties;
  const properties =
    typeof dataLanguage === "string"
      ? { className: [`language-${dataLanguage}`] }
      : {};
  const text = { type: "text" as const, value: textOf(pre) };
  return element("pre", {}, [element("code", properties, [text])]);
}

function element(
  tagName: string,
  properties: Properties,
  children: ElementContent[],
): Element {
  return { type: "element", tagName, properties, children };
}

/** The element with nothing that Markdown has no use for, and with the whole address of a link. */
function shown(one: Element, base: string): Element {
  if (one.tagName === "pre") return code(one);
  const children = prune(one.children, base);
  const { href, colSpan, rowSpan } = one.properties;
  if (one.tagName !== "a" || typeof href !== "string")
    return element(one.tagName, { colSpan, rowSpan }, children);
  const whole = new URL(href, base).href;
  return element("a", { href: whole }, trimmed(children));
}

/** The content of an element without the blanks at its ends. */
function trimmed(children: readonly ElementContent[]): ElementContent[] {
  return children.map((child, index) => {
    if (child.type !== "text") return child;
    const value = index === 0 ? child.value.trimStart() : child.value;
    return {
      ...child,
      value: index === children.length - 1 ? value.trimEnd() : value,
    };
  });
}

/** A table’s caption, which Markdown does not have, as the paragraph before it. */
function withCaption(table: Element): ElementContent[] {
  const caption = table.children.find(
    (child) => child.type === "element" && child.tagName === "caption",
  );
  if (caption?.type !== "element") return [table];
  return [{ ...caption, tagName: "p" }, table];
}

/** Leaves out what is no content and what only colours it, gives links their whole address, and keeps words apart that only the style does. */
function prune(
  children: readonly (RootContent | ElementContent)[],
  base: string,
): ElementContent[] {
  const last = children.findLast((child) => child.type === "element");
  return children.flatMap((child): ElementContent[] => {
    if (child.type === "text") return [{ type: "text", value: child.value }];
    if (child.type !== "element" || isLeftOut(child)) return [];
    // A mark in a table leads to its log: the address would be most of the table.
    if (classesOf(child).includes("to-log")) return prune(child.children, base);
    const kept = shown(child, base);
    if (kept.tagName === "table") return withCaption(kept);
    const value = endOf(child);
    if (value === undefined)
      return kept.tagName === "span" ? kept.children : [kept];
    // Where no element follows, the text that does goes on with the sentence.
    const ends = child === last && value !== ": ";
    const words = trimmed(kept.children);
    return ends ? words : [...words, { type: "text", value }];
  });
}

const reader = unified().use(rehypeParse, { fragment: true }).freeze();
const writer = unified()
  .use(rehypeRemark)
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, { bullet: "-", fences: true, rule: "-" })
  .freeze();

/** The content of a page’s `main`, whatever a browser needs around it. */
function mainOf(html: string): string {
  const from = html.indexOf("<main");
  const to = html.lastIndexOf("</main>");
  if (from === -1 || to === -1) throw new Error("a page without <main>");
  return html.slice(html.indexOf(">", from) + 1, to);
}

/** A built page as Markdown: what its head says as front matter, then its content. */
export async function markdownOfHtml(
  html: string,
  { title, description, url, facts }: Omit<Head, "file" | "markdown">,
): Promise<string> {
  const front = { title, description, url, ...facts, license: "CC BY 4.0" };
  const { children } = reader.parse(mainOf(html));
  const tree = await writer.run({
    type: "root",
    children: prune(children, url),
  });
  return `---\n${stringify(front, { lineWidth: 0 })}---\n\n${writer.stringify(tree)}`;
}
