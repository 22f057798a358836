import { figureKinds, type FigureName } from "./kinds.ts";
import { FigureError, type FigureTag, type Measured } from "./select.ts";

export type { FigureTag, Measured } from "./select.ts";

/** A figure in words, or why there is none. */
export type Figure =
  { ok: true; text: string } | { ok: false; found: string; expected: string };

/** What a page says in place of a figure that cannot be given; `check` refuses such a page. */
export const notMeasured = "(not measured)";

/** The components that show a figure. */
export const figureNames: readonly string[] = Object.keys(figureKinds);

/** Whether a component shows a figure. */
export function isFigure(name: string): name is FigureName {
  return Object.hasOwn(figureKinds, name);
}

/** The figure that a component shows; `own` is the page’s reproducer. */
export function figureOf(
  tag: FigureTag,
  measured: Measured,
  own: string | undefined,
): Figure {
  if (!isFigure(tag.name))
    return {
      ok: false,
      found: `no figure is called <${tag.name}>`,
      expected: `one of ${figureNames.join(", ")}`,
    };
  const { show, takes } = figureKinds[tag.name];
  const known: readonly string[] = takes;
  const stray = [...tag.attributes.keys()].find((one) => !known.includes(one));
  if (stray !== undefined)
    return {
      ok: false,
      found: `it has no ${stray}`,
      expected: `one of ${known.join(", ")}`,
    };
  try {
    return { ok: true, text: show(tag, measured, own) };
  } catch (error) {
    if (!(error instanceof FigureError)) throw error;
    return { ok: false, found: error.message, expected: error.expected };
  }
}
