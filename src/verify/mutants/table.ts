import type { MutantResult } from "../../catalog/schema/index.ts";
import { visible } from "../../catalog/read/visible.ts";
import { summarise } from "../report/report.ts";
import type { Palette } from "../report/table.ts";

function row(one: MutantResult, palette: Palette, width: number): string {
  const mark = one.caught ? palette.good("caught") : palette.bad("MISSED");
  const line = `  ${mark}  ${one.mutant.padEnd(width)}  ${one.kind} ${one.case}: ${one.outcome} ${palette.faint(`(${(one.ms / 1000).toFixed(1)} s)`)}`;
  if (one.caught) return line;
  const detail = visible(one.detail).trimEnd().split("\n");
  return [line, ...detail.map((text) => `          ${text}`)].join("\n");
}

/** Mutants as a person reads them, by reproducer, with their number and time at the end. */
export function mutantTable(
  results: readonly MutantResult[],
  palette: Palette,
): string {
  const width = Math.max(0, ...results.map(({ mutant }) => mutant.length));
  const lines: string[] = [];
  let repro = "";
  for (const one of results) {
    if (one.repro !== repro) lines.push(palette.strong(one.repro));
    repro = one.repro;
    lines.push(row(one, palette, width));
  }
  const { caught, missed, unavailable } = summarise([], results);
  const ms = results.reduce((sum, one) => sum + one.ms, 0);
  const parts = [
    `${caught} caught`,
    ...(missed > 0 ? [`${missed} missed`] : []),
    ...(unavailable > 0 ? [`${unavailable} could not run`] : []),
  ];
  const last = `${results.length} mutants: ${parts.join(", ")}; ${(ms / 1000).toFixed(0)} s of scripts`;
  lines.push(missed > 0 ? palette.bad(last) : palette.good(last));
  return `${lines.join("\n")}\n`;
}
