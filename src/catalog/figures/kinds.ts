import { byVersion } from "../versions/tools.ts";
import type { CellResult, Fact } from "../schema/index.ts";
import {
  cellsOf,
  chosen,
  FigureError,
  outcomesOf,
  required,
  type FigureTag,
  type Measured,
} from "./select.ts";

/** What a component shows. Throws `FigureError` where the verdict does not hold it. */
type Show = (
  tag: FigureTag,
  measured: Measured,
  own: string | undefined,
) => string;

const decimal = new Intl.NumberFormat("en", { maximumFractionDigits: 3 });

function listWords(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2
    ? last
    : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** `<Cells case="without-lock" outcome="hazard" />`: `26 of 35`. */
const cells: Show = (tag, measured, own) => {
  required(tag, "case");
  const outcomes = outcomesOf(tag);
  if (outcomes.length === 0) required(tag, "outcome");
  const all = cellsOf(tag, measured, own);
  const those = all.filter((cell) => outcomes.includes(cell.outcome));
  switch (chosen(tag, "show", ["of", "count", "total"])) {
    case "of":
      return `${those.length} of ${all.length}`;
    case "count":
      return String(those.length);
    case "total":
      return String(all.length);
  }
};

function nameOf(cell: CellResult): string {
  return [...Object.entries(cell.tools), ...Object.entries(cell.params)]
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

/** The fact at `a.b.0`; `length` counts a list. */
function factAt(facts: CellResult["facts"], path: string): Fact | undefined {
  let value: Fact | undefined = facts;
  for (const part of path.split(".")) {
    if (Array.isArray(value))
      value = part === "length" ? value.length : value[Number(part)];
    else if (typeof value === "object" && value !== null)
      value = Object.hasOwn(value, part) ? value[part] : undefined;
    else return undefined;
  }
  return value;
}

function valueOf(tag: FigureTag, cell: CellResult): string | number {
  const prints = tag.attributes.get("prints");
  if (prints === undefined) {
    const path = required(tag, "path");
    const value = factAt(cell.facts, path);
    if (typeof value === "number" || typeof value === "string") return value;
    if (typeof value === "boolean") return value ? "yes" : "no";
    throw new FigureError(
      `the facts of ${nameOf(cell)} have no number or word at "${path}"`,
      `a path into the facts that it measured: ${Object.keys(cell.facts).sort().join(", ") || "none"}`,
    );
  }
  const [, found] = pattern(prints).exec(cell.stdout) ?? [];
  if (found === undefined)
    throw new FigureError(
      `the output of ${nameOf(cell)} has nothing like "${prints}"`,
      "a pattern that fits a line of each cell’s output, with the figure in parentheses",
    );
  return /^\d+(\.\d+)?$/.test(found) ? Number(found) : found;
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text, "m");
  } catch {
    throw new FigureError(`prints="${text}"`, "a regular expression");
  }
}

function written(tag: FigureTag, value: string | number): string {
  const base = chosen(tag, "as", ["decimal", "hex", "plain"]);
  if (typeof value === "string") return value;
  if (base === "hex") return `0x${value.toString(16)}`;
  return base === "plain" ? String(value) : decimal.format(value);
}

/** `<Fact case="hazard" path="template.size" />` or `prints="lost ([0-9]+)"`: what cells measured, where they agree. */
const fact: Show = (tag, measured, own) => {
  required(tag, "case");
  const outcomes = outcomesOf(tag);
  const all = cellsOf(tag, measured, own).filter(
    (cell) => outcomes.length === 0 || outcomes.includes(cell.outcome),
  );
  const values = all.map((cell) => ({ cell, value: valueOf(tag, cell) }));
  const [first] = values;
  if (first === undefined)
    throw new FigureError("no cell with that outcome", "another outcome");
  const numbers = values.map(({ value }) => Number(value));
  const show = chosen(tag, "show", ["same", "range", "min", "max", "sum"]);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (show !== "same" && numbers.some(Number.isNaN))
    throw new FigureError("words, not numbers", 'no "show"');
  switch (show) {
    case "same": {
      const other = values.find(({ value }) => value !== first.value);
      if (other === undefined) return written(tag, first.value);
      throw new FigureError(
        `${String(first.value)} with ${nameOf(first.cell)}, ${String(other.value)} with ${nameOf(other.cell)}`,
        'one value: narrow it by tools, params or outcome, or show="range", "min", "max" or "sum"',
      );
    }
    case "range":
      return low === high
        ? written(tag, low)
        : `${written(tag, low)} to ${written(tag, high)}`;
    case "min":
      return written(tag, low);
    case "max":
      return written(tag, high);
    case "sum":
      return written(
        tag,
        numbers.reduce((sum, one) => sum + one, 0),
      );
  }
};

function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `<Time case="hazard" />`: how long the scripts of its cells took, `0.4 s to 2.1 s`. */
const time: Show = (tag, measured, own) => {
  required(tag, "case");
  const all = cellsOf(tag, measured, own).map((cell) => cell.ms);
  const [low, high] = [duration(Math.min(...all)), duration(Math.max(...all))];
  return low === high ? low : `${low} to ${high}`;
};

/**
 * `<Versions tool="zig" case="hazard" outcome="hazard" />`: `0.12.1 to 0.15.2`, where these are neighbours among the
 * versions that were measured; a list where they are not. Without an outcome, every version that was measured.
 */
const versions: Show = (tag, measured, own) => {
  const tool = required(tag, "tool");
  const outcomes = outcomesOf(tag);
  const all = cellsOf(tag, measured, own);
  const sorted = (of: readonly CellResult[]) =>
    [...new Set(of.flatMap((cell) => cell.tools[tool] ?? []))].sort(
      byVersion(tool),
    );
  const known = sorted(all);
  const those = sorted(
    all.filter(
      (cell) => outcomes.length === 0 || outcomes.includes(cell.outcome),
    ),
  );
  const [first] = those;
  if (first === undefined)
    throw new FigureError(
      `no version of ${tool}`,
      `a tool of the case, with a version that came to this`,
    );
  if (chosen(tag, "show", ["names", "count"]) === "count")
    return String(those.length);
  const from = known.indexOf(first);
  const neighbours = those.every((one, index) => known[from + index] === one);
  return neighbours && those.length > 2
    ? `${first} to ${those.at(-1) ?? ""}`
    : listWords(those);
};

/** Every component that shows a figure out of a verdict, by its name. */
export const figureKinds = {
  Cells: {
    show: cells,
    takes: ["case", "outcome", "tools", "params", "repro", "show"],
  },
  Fact: {
    show: fact,
    takes: [
      "case",
      "path",
      "prints",
      "outcome",
      "tools",
      "params",
      "repro",
      "show",
      "as",
    ],
  },
  Time: { show: time, takes: ["case", "tools", "params", "repro"] },
  Versions: {
    show: versions,
    takes: ["tool", "case", "outcome", "tools", "params", "repro", "show"],
  },
} as const satisfies Record<string, { show: Show; takes: readonly string[] }>;
export type FigureName = keyof typeof figureKinds;
