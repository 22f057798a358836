import {
  figureOf,
  notMeasured,
  type FigureTag,
  type Measured,
} from "./figure.ts";

/** A figure in a front matter text, and where in the text it stands. */
export interface FieldFigure {
  readonly tag: FigureTag;
  readonly from: number;
  readonly to: number;
  /** What `<Given>` holds; nothing of a figure out of a verdict. */
  readonly given: string | undefined;
}

const figure =
  /<(Cells|Fact|Time|Versions)((?:\s+[a-z]+="[^"]*")*)\s*\/>|<(Given)((?:\s+[a-z]+="[^"]*")*)\s*>([^<]*)<\/Given>/g;
const attribute = /([a-z]+)="([^"]*)"/g;

/** The figures of a front matter text, written as in a page’s body. */
export function fieldFigures(text: string): FieldFigure[] {
  return [...text.matchAll(figure)].map((found) => {
    const [whole, figureName, figureSet, givenName, givenSet, given] = found;
    return {
      tag: {
        name: figureName ?? givenName ?? "",
        attributes: new Map(
          [...(figureSet ?? givenSet ?? "").matchAll(attribute)].map(
            ([, name = "", value = ""]) => [name, value],
          ),
        ),
      },
      from: found.index,
      to: found.index + whole.length,
      given,
    };
  });
}

/** The text with each figure replaced by what `show` gives for it. */
export function replaceFigures(
  text: string,
  show: (figure: FieldFigure) => string,
): string {
  let out = "";
  let from = 0;
  for (const one of fieldFigures(text)) {
    out += text.slice(from, one.from) + show(one);
    from = one.to;
  }
  return out + text.slice(from);
}

/** Front matter as it was parsed, with the figures of its texts filled in. */
export function fillFigures(data: unknown, measured: Measured): unknown {
  const own = ownRepro(data);
  const fill = (value: unknown): unknown => {
    if (typeof value === "string")
      return replaceFigures(value, ({ tag, given }) => {
        if (given !== undefined) return given;
        const shown = figureOf(tag, measured, own);
        return shown.ok ? shown.text : notMeasured;
      });
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, fill(one)]),
    );
  };
  return fill(data);
}

/** The reproducer that front matter names. */
export function ownRepro(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null || !("repro" in data))
    return undefined;
  return typeof data.repro === "string" ? data.repro : undefined;
}

/** Every text of front matter with its path. */
export function* texts(
  data: unknown,
  path: readonly (string | number)[] = [],
): Generator<{ text: string; path: readonly (string | number)[] }> {
  if (typeof data === "string") yield { text: data, path };
  else if (Array.isArray(data))
    for (const [index, one] of data.entries())
      yield* texts(one, [...path, index]);
  else if (typeof data === "object" && data !== null)
    for (const [key, one] of Object.entries(data))
      yield* texts(one, [...path, key]);
}
