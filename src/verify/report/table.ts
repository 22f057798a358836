import { styleText } from "node:util";
import type { CellResult } from "../../catalog/schema/index.ts";
import { visible } from "../../catalog/read/visible.ts";
import { exitCode, summarise } from "./report.ts";

/** Colours for a terminal, or none. */
export interface Palette {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
}

const plainText = (text: string): string => text;
export const plain: Palette = {
  good: plainText,
  bad: plainText,
  faint: plainText,
  strong: plainText,
};

type Style = Parameters<typeof styleText>[0];

/** Whether stdout takes colours was asked already. */
const styled =
  (style: Style) =>
  (text: string): string =>
    styleText(style, text, { validateStream: false });
export const colored: Palette = {
  good: styled("green"),
  bad: styled("red"),
  faint: styled("dim"),
  strong: styled("bold"),
};

/** Cells of one case that came to the same, on one line. */
interface Family {
  readonly first: CellResult;
  readonly cells: CellResult[];
}

function familyKey(cell: CellResult): string {
  return [
    cell.repro,
    cell.case,
    cell.outcome,
    cell.ok ? "ok" : cell.detail,
    Object.keys(cell.tools).sort().join(),
  ].join("\0");
}

function families(cells: readonly CellResult[]): Family[] {
  const found = new Map<string, Family>();
  for (const cell of cells) {
    const family = found.get(familyKey(cell));
    if (family === undefined)
      found.set(familyKey(cell), { first: cell, cells: [cell] });
    else family.cells.push(cell);
  }
  return [...found.values()];
}

/** Each name with the values that occur, such as `zig 0.16.0, 0.17.0`. */
function occurring(rows: readonly Record<string, string>[]): string {
  const values = new Map<string, Set<string>>();
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      const known = values.get(name) ?? new Set();
      values.set(name, known.add(value === "" ? '""' : visible(value)));
    }
  return [...values]
    .map(([name, all]) =>
      all.size > 6
        ? `${name} ${[...all].slice(0, 5).join(", ")} and ${all.size - 5} more`
        : `${name} ${[...all].join(", ")}`,
    )
    .join("; ");
}

function seconds(cells: readonly CellResult[]): string {
  const total = cells.reduce((sum, cell) => sum + cell.ms, 0);
  return `${(total / 1000).toFixed(1)} s`;
}

function describe(family: Family, palette: Palette, widths: number[]): string {
  const { first, cells } = family;
  const [caseWidth = 0, outcomeWidth = 0] = widths;
  const mark = first.ok ? palette.good("ok") : palette.bad("NO");
  const where = [
    occurring(cells.map((cell) => cell.tools)),
    occurring(cells.map((cell) => cell.params)),
  ]
    .filter((text) => text !== "")
    .join("; ");
  const many = cells.length === 1 ? "" : `${cells.length} cells: `;
  const line = `  ${mark}  ${first.case.padEnd(caseWidth)}  ${first.outcome.padEnd(outcomeWidth)}  ${many}${where} ${palette.faint(`(${seconds(cells)})`)}`;
  if (first.ok) return line;
  const detail = visible(first.detail).trimEnd().split("\n");
  return [line, ...detail.map((text) => `        ${text}`)].join("\n");
}

/** The last line: how many cells came to what. */
export function summaryLine(cells: readonly CellResult[]): string {
  const summary = summarise(cells);
  const kinds = (["hazard", "clean", "blocked"] as const)
    .map((outcome) => ({
      outcome,
      many: cells.filter((cell) => cell.ok && cell.outcome === outcome).length,
    }))
    .filter(({ many }) => many > 0)
    .map(({ outcome, many }) => `${many} ${outcome}`);
  const parts = [
    `${summary.ok} as expected${kinds.length > 0 ? ` (${kinds.join(", ")})` : ""}`,
    ...(summary.drift > 0 ? [`${summary.drift} not as expected`] : []),
    ...(summary.unavailable > 0 ? [`${summary.unavailable} unavailable`] : []),
    ...(summary.error > 0 ? [`${summary.error} in error`] : []),
  ];
  return `${cells.length} ${cells.length === 1 ? "cell" : "cells"}: ${parts.join(", ")}`;
}

/** The results as a person reads them, grouped by reproducer and case. */
export function table(cells: readonly CellResult[], palette: Palette): string {
  const lines: string[] = [];
  const width = (pick: (cell: CellResult) => string): number =>
    Math.max(0, ...cells.map((cell) => pick(cell).length));
  const widths = [width((cell) => cell.case), width((cell) => cell.outcome)];
  let repro = "";
  for (const family of families(cells)) {
    if (family.first.repro !== repro) {
      repro = family.first.repro;
      lines.push(palette.strong(repro));
    }
    lines.push(describe(family, palette, widths));
  }
  const line = summaryLine(cells);
  const all = exitCode(summarise(cells)) === 0;
  lines.push(all ? palette.good(line) : palette.bad(line));
  return `${lines.join("\n")}\n`;
}
