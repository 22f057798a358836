import type { Tag } from "../read/body.ts";
import type { CellResult, Reproducer, Verdict } from "../schema/index.ts";

/** A component that shows a figure, as a page or a field has it. */
export type FigureTag = Pick<Tag, "name" | "attributes">;

/** What figures are taken from. */
export interface Measured {
  readonly repros: ReadonlyMap<string, { readonly data: Reproducer }>;
  readonly verdicts: ReadonlyMap<string, { readonly data: Verdict }>;
}

/** A figure cannot be given. The message says what is there instead. */
export class FigureError extends Error {
  override readonly name = "FigureError";
  /** What was expected in its place. */
  readonly expected: string;
  constructor(found: string, expected: string) {
    super(found);
    this.expected = expected;
  }
}

/** The value of an attribute; throws where there is none. */
export function required(tag: FigureTag, name: string): string {
  const value = tag.attributes.get(name);
  if (value !== undefined && value !== "") return value;
  throw new FigureError(`no ${name}`, `${name}="…"`);
}

/** One of `choices` as an attribute gives it, the first without it. */
export function chosen<Choice extends string>(
  tag: FigureTag,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const given = tag.attributes.get(name);
  if (given === undefined) return choices[0];
  const found = choices.find((one) => one === given);
  if (found !== undefined) return found;
  throw new FigureError(`${name}="${given}"`, `one of ${choices.join(", ")}`);
}

function listed(names: Iterable<string>): string {
  return [...new Set(names)].sort().join(", ") || "none";
}

/** `zig=0.15.2,zig=0.16.0` as a tool’s or parameter’s name to the values that count. */
function pairsOf(tag: FigureTag, name: string): Map<string, string[]> {
  const wanted = new Map<string, string[]>();
  for (const pair of (tag.attributes.get(name) ?? "").split(",")) {
    if (pair.trim() === "") continue;
    const [, key = "", value = ""] = /^\s*([^=]+)=(.*?)\s*$/.exec(pair) ?? [];
    if (key === "")
      throw new FigureError(`${name}="${pair}"`, `${name}="name=value"`);
    wanted.set(key, [...(wanted.get(key) ?? []), value]);
  }
  return wanted;
}

function narrow(
  cells: readonly CellResult[],
  wanted: ReadonlyMap<string, readonly string[]>,
  of: (cell: CellResult) => Readonly<Record<string, string>>,
): CellResult[] {
  for (const [name, values] of wanted) {
    const known = cells.flatMap((cell) => of(cell)[name] ?? []);
    const stray = values.find((value) => !known.includes(value));
    if (stray !== undefined)
      throw new FigureError(
        `no cell with ${name}=${stray}`,
        `a value of ${name} that was measured: ${listed(known)}`,
      );
  }
  return cells.filter((cell) =>
    [...wanted].every(([name, values]) =>
      values.includes(of(cell)[name] ?? ""),
    ),
  );
}

/** The outcomes that an attribute names, such as `hazard,blocked`; none without it. */
export function outcomesOf(tag: FigureTag): string[] {
  const names = (tag.attributes.get("outcome") ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const known = ["hazard", "clean", "blocked", "error"];
  const stray = names.find((one) => !known.includes(one));
  if (stray !== undefined)
    throw new FigureError(`outcome="${stray}"`, `one of ${known.join(", ")}`);
  return names;
}

/** The reproducer that a tag means: its own `repro`, or the page’s. */
export function reproOf(tag: FigureTag, own: string | undefined): string {
  const slug = tag.attributes.get("repro") ?? own;
  if (slug === undefined)
    throw new FigureError("no repro", 'repro="…": this page has none');
  return slug;
}

/** The recorded cells that a tag means and that ran. Throws where there are none. */
export function cellsOf(
  tag: FigureTag,
  measured: Measured,
  own: string | undefined,
): CellResult[] {
  const slug = reproOf(tag, own);
  const verdict = measured.verdicts.get(slug);
  if (verdict === undefined)
    throw new FigureError(
      `no content/verdicts/${slug}.json`,
      `a recorded verdict: misbuilt verify ${slug} --matrix --record`,
    );
  const all = verdict.data.cells.filter(
    (cell) => cell.outcome !== "unavailable",
  );
  const id = tag.attributes.get("case");
  const ofCase = id === undefined ? all : all.filter((one) => one.case === id);
  if (ofCase.length === 0)
    throw new FigureError(
      id === undefined ? "no cell that ran" : `no cell of the case "${id}"`,
      `a case with recorded cells: ${listed(all.map((one) => one.case))}`,
    );
  const withTools = narrow(ofCase, pairsOf(tag, "tools"), (one) => one.tools);
  const cells = narrow(withTools, pairsOf(tag, "params"), (one) => one.params);
  if (cells.length === 0)
    throw new FigureError("no cell has all of this", "fewer conditions");
  return cells;
}
