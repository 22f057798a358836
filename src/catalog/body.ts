/** A component on a page, with its literal attributes. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Its line in the body, from 0. */
  readonly line: number;
}

/** A link on a page. */
export interface BodyLink {
  readonly target: string;
  /** Its line in the body, from 0. */
  readonly line: number;
}

const code =
  /^(```+|~~~+)[^\n]*\n[\s\S]*?(?:^\1[^\n]*$|$(?![\s\S]))|`[^`\n]+`/gm;
const tag =
  /<([A-Z][A-Za-z]*)((?:\s+[A-Za-z-]+(?:=(?:"[^"]*"|\{[^}]*\}))?)*)\s*\/?>/g;
const attribute = /([A-Za-z-]+)="([^"]*)"/g;
const markdownLink = /\]\(\s*<?([^)\s>]+)/g;
const htmlLink = /\b(?:href|src)="([^"]*)"/g;
const autoLink = /<([a-z][a-z0-9+.-]*:[^>\s]+)>/gi;

/** The body with code blanked out, so that examples are not taken for components; lines keep their numbers. */
function withoutCode(body: string): string {
  return body.replaceAll(code, (text) => text.replaceAll(/[^\n]/g, " "));
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

function attributesOf(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(attribute)].map(([, name, value]) => [
      name ?? "",
      value ?? "",
    ]),
  );
}

/** The components of a page, in order. */
export function bodyTags(body: string): Tag[] {
  const text = withoutCode(body);
  return [...text.matchAll(tag)].map((found) => ({
    name: found[1] ?? "",
    attributes: attributesOf(found[2] ?? ""),
    line: lineAt(text, found.index),
  }));
}

/** The links of a page, in order of kind. */
export function bodyLinks(body: string): BodyLink[] {
  const text = withoutCode(body);
  return [markdownLink, htmlLink, autoLink].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((found) => ({
      target: found[1] ?? "",
      line: lineAt(text, found.index),
    })),
  );
}

const closing = /<\/[A-Z][A-Za-z]*>/g;

/**
 * The body with each component replaced by the text that `render` gives for it; a closing tag goes without a trace, and code
 * stays as it is.
 */
export function replaceTags(
  body: string,
  render: (tag: Omit<Tag, "line">) => string,
): string {
  const text = withoutCode(body);
  const tags = [...text.matchAll(tag), ...text.matchAll(closing)].sort(
    (a, b) => a.index - b.index,
  );
  let out = "";
  let from = 0;
  for (const found of tags) {
    const [, name] = found;
    const end = found.index + found[0].length;
    out += body.slice(from, found.index);
    // The attributes as they were written: a title may have code in it.
    const whole = body.slice(found.index, end);
    if (name !== undefined)
      out += render({ name, attributes: attributesOf(whole) });
    from = end;
  }
  return out + body.slice(from);
}
