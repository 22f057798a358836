import { mdxToMdast, type MdastNode } from "satteri";

/** A component on a page, with its literal attributes. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Attributes whose value is code, which nobody but Astro can read. */
  readonly computed: readonly string[];
  /** Its line in the body, from 0. */
  readonly line: number;
}

/** A link on a page. */
export interface BodyLink {
  readonly target: string;
  /** Its line in the body, from 0. */
  readonly line: number;
}

/** The words of a paragraph, a heading or a table’s cell. */
export interface Prose {
  /** Its text; code, links, components and what `<Given>` holds are each one `omitted` in it. */
  readonly text: string;
  /** Its first line in the body, from 0. */
  readonly line: number;
}

/** Stands in prose for what is not prose. */
export const omitted = "\uFFFC";

/** The body of a page, as the parser that renders it reads it. */
export interface Body {
  /** Its components, in order. */
  readonly tags: readonly Tag[];
  /** Its links, in order: of every form, and the definitions of reference links. */
  readonly links: readonly BodyLink[];
  readonly prose: readonly Prose[];
  /** The lines, from 0, of JavaScript on the page: expressions, imports and exports. Comments are none. */
  readonly code: readonly number[];
}

/** A body that was read, or where and why it cannot be. */
export type ReadBody =
  { ok: true; body: Body } | { ok: false; line: number; problem: string };

type Element = Extract<
  MdastNode,
  { type: "mdxJsxFlowElement" | "mdxJsxTextElement" }
>;

function isElement(node: MdastNode): node is Element {
  return node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement";
}

/** `<Snippet />` is a component, `<b>` and `<>` are not. */
function isComponent(node: MdastNode): node is Element & { name: string } {
  return isElement(node) && /^[A-Z]/.test(node.name ?? "");
}

function childrenOf(node: MdastNode): readonly MdastNode[] {
  return "children" in node ? node.children : [];
}

/** The node and everything below it, in the order of the text. */
function* walk(node: MdastNode): Generator<MdastNode> {
  yield node;
  for (const child of childrenOf(node)) yield* walk(child);
}

/** As the build does it: the front matter has been cut off before. */
function parse(text: string): MdastNode {
  return mdxToMdast(text, { features: { frontmatter: false } });
}

function lineOf(node: MdastNode): number {
  return (node.position?.start.line ?? 1) - 1;
}

/** The text that a literal in braces stands for: `{"a"}`, `{'a'}`, `` {`a`} ``; nothing for any other code. */
function literal(code: string): string | undefined {
  const [, , text] = /^\s*(["'`])((?:(?!\1)[^\\])*)\1\s*$/.exec(code) ?? [];
  return text?.includes("${") === true ? undefined : text;
}

const onlyComment = /^\s*(?:\/\*[\s\S]*?\*\/\s*)+$/;

function tagOf(node: Element & { name: string }): Tag {
  const attributes = new Map<string, string>();
  const computed: string[] = [];
  for (const one of node.attributes) {
    if (one.type === "mdxJsxExpressionAttribute") {
      computed.push(`{${one.value}}`);
      continue;
    }
    const value =
      typeof one.value === "object" && one.value !== null
        ? literal(one.value.value)
        : (one.value ?? "");
    if (value === undefined) computed.push(one.name);
    else attributes.set(one.name, value);
  }
  return { name: node.name, attributes, computed, line: lineOf(node) };
}

function linksOf(node: MdastNode): string[] {
  if (
    node.type === "link" ||
    node.type === "image" ||
    node.type === "definition"
  )
    return [node.url];
  if (!isElement(node) || isComponent(node)) return [];
  const { attributes } = tagOf({ ...node, name: node.name ?? "" });
  return ["href", "src"].flatMap((name) => attributes.get(name) ?? []);
}

/** The words of a node inside a paragraph. */
function words(node: MdastNode): string {
  if (node.type === "text") return node.value;
  if (node.type === "break") return "\n";
  if (["strong", "emphasis", "delete"].includes(node.type))
    return childrenOf(node).map(words).join("");
  if (isElement(node) && !isComponent(node))
    return childrenOf(node).map(words).join("");
  return omitted;
}

function isProse(node: MdastNode): boolean {
  return ["paragraph", "heading", "tableCell"].includes(node.type);
}

function isCode(node: MdastNode): boolean {
  if (node.type === "mdxjsEsm") return true;
  return (
    (node.type === "mdxFlowExpression" || node.type === "mdxTextExpression") &&
    !onlyComment.test(node.value)
  );
}

/** Reads the text below a page’s front matter. Never throws. */
export function readBody(text: string): ReadBody {
  try {
    const nodes = [...walk(parse(text))];
    return {
      ok: true,
      body: {
        tags: nodes.filter(isComponent).map(tagOf),
        links: nodes.flatMap((node) =>
          linksOf(node).map((target) => ({ target, line: lineOf(node) })),
        ),
        prose: nodes.filter(isProse).map((node) => ({
          text: childrenOf(node).map(words).join(""),
          line: lineOf(node),
        })),
        code: nodes.filter(isCode).map(lineOf),
      },
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // The parser says `9:50: what is wrong (rule)`.
    const [, line, problem] =
      /^(\d+):\d+: ([\s\S]*?)(?: \([\w:-]+\))?$/.exec(message) ?? [];
    return {
      ok: false,
      line: Number(line ?? 1) - 1,
      problem: (problem ?? message).replaceAll("\n", " "),
    };
  }
}
