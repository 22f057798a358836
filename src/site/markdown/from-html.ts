import type { Element, ElementContent, Root, RootContent } from "hast";
import rehypeParse from "rehype-parse";
import rehypeRemark from "rehype-remark";
import remarkGfm from "remark-gfm";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { stringify } from "yaml";

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

/** Controls, what is hidden, and drawings whose words stand beside them. */
function isLeftOut({ tagName, properties }: Element): boolean {
  return (
    controls.has(tagName) ||
    properties["hidden"] === true ||
    properties["dataDrawing"] !== undefined ||
    properties["ariaHidden"] === "true"
  );
}

/** Words that a style sets apart: a mark and what follows it, the marks of a strip. */
function standsApart({ properties: { className } }: Element): boolean {
  return (
    Array.isArray(className) &&
    (className.includes("mark") || className.includes("strip"))
  );
}

/** Leaves out what is no content, gives links their whole address, and keeps words apart that only the style does. */
function prune(
  children: readonly (RootContent | ElementContent)[],
  base: string,
): ElementContent[] {
  const last = children.findLast((child) => child.type === "element");
  return children.flatMap((child): ElementContent[] => {
    if (child.type === "text") return [child];
    if (child.type !== "element" || isLeftOut(child)) return [];
    const { href } = child.properties;
    const kept: Element = {
      ...child,
      properties:
        typeof href === "string"
          ? { ...child.properties, href: new URL(href, base).href }
          : child.properties,
      children: prune(child.children, base),
    };
    return standsApart(child) && child !== last
      ? [kept, { type: "text", value: "; " }]
      : [kept];
  });
}

/** The first element that fits, in document order. */
function find(
  { children }: Root | Element,
  fits: (element: Element) => boolean,
): Element | undefined {
  for (const child of children) {
    if (child.type !== "element") continue;
    const found = fits(child) ? child : find(child, fits);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is left of a page for its Markdown: the content of `main`, under the address that is the page’s own. */
function onlyContent(base: string) {
  return () =>
    (tree: Root): Root => {
      const main = find(tree, ({ tagName }) => tagName === "main");
      return { type: "root", children: prune(main?.children ?? [], base) };
    };
}

/** What a built page says of itself in its head. */
export interface Head {
  readonly title: string;
  readonly description: string;
  /** The whole address of the page. */
  readonly url: string;
  /** The whole address of its form in Markdown, where it has one. */
  readonly markdown: string | undefined;
}

/** Reads the head of a built page; undefined where it is no page of the site, such as a file of a reproducer. */
export function readHead(html: string): Head | undefined {
  const tree = unified().use(rehypeParse).parse(html);
  const property = (
    tagName: string,
    name: string,
    value: string,
    wanted: string,
  ): string | undefined => {
    const element = find(
      tree,
      (one) =>
        one.tagName === tagName &&
        [one.properties[name]].flat().join(" ") === value,
    );
    const found = element?.properties[wanted];
    return typeof found === "string" ? found : undefined;
  };
  const url = property("link", "rel", "canonical", "href");
  if (url === undefined) return undefined;
  const link = property("link", "type", "text/markdown", "href");
  const [text] =
    find(tree, ({ tagName }) => tagName === "title")?.children ?? [];
  return {
    title: text?.type === "text" ? text.value.replace(/ · misbuilt$/, "") : "",
    description: property("meta", "name", "description", "content") ?? "",
    url,
    markdown: link === undefined ? undefined : new URL(link, url).href,
  };
}

/** A built page as Markdown: what its head says as front matter, then its content. */
export async function markdownOfHtml(
  html: string,
  { title, description, url }: Head,
): Promise<string> {
  const facts = { title, description, url, license: "CC BY 4.0" };
  const content = await unified()
    .use(rehypeParse)
    .use(onlyContent(url))
    .use(rehypeRemark)
    .use(remarkGfm, { tablePipeAlign: false })
    .use(remarkStringify, { bullet: "-", fences: true, rule: "-" })
    .process(html);
  return `---\n${stringify(facts, { lineWidth: 0 })}---\n\n${String(content)}`;
}
