import type { CellResult } from "../../catalog/schema/index.ts";
import { compareText } from "../../catalog/cells/cell.ts";
import { valueDigest } from "../cache.ts";
import type { ReportedCell, Saying } from "./report.ts";

const lead =
  "disagreement: its reports differ, so none of them counts until it runs again";

/** What one file says of a cell. */
export interface Said {
  readonly cell: ReportedCell;
  readonly file: string;
}

/** Whether a cell was seen to its end. */
export function ran(cell: CellResult): boolean {
  return cell.outcome !== "error" && cell.outcome !== "unavailable";
}

/** Whether a cell stands for reports that differ. */
export function isDisagreement(cell: ReportedCell): boolean {
  return cell.disagree !== undefined;
}

/** Whether two reports that ran say the same of a cell. */
export function agree(a: CellResult, b: CellResult): boolean {
  return (
    a.outcome === b.outcome &&
    a.ok === b.ok &&
    a.stdout === b.stdout &&
    a.expected === b.expected
  );
}

/** What is said of the cell: one thing, or those that an earlier disagreement kept. */
function sayingsOf({ cell, file }: Said): readonly Saying[] {
  const { disagree, measuredAt, ok, outcome, stdout } = cell;
  const output = valueDigest(stdout).slice(0, 12);
  return (
    disagree ?? [
      { file: file.replaceAll("\n", " "), outcome, ok, measuredAt, output },
    ]
  );
}

function words({ measuredAt, ok, outcome, output }: Saying): string {
  const odd = ok ? "" : " (not as expected)";
  return `${outcome}${odd} at ${measuredAt}, output ${output}`;
}

/**
 * One result in place of several that differ: an `error` that names what each file said, each thing once. The order of
 * the reports does not matter, and joined with any of them again it stays as it is.
 */
export function disagreement(
  first: Said,
  ...more: readonly Said[]
): ReportedCell {
  const said = new Map<string, Saying>();
  const all = [first, ...more];
  for (const one of all.flatMap(sayingsOf)) {
    const known = said.get(words(one));
    if (known === undefined || one.file < known.file) said.set(words(one), one);
  }
  const sayings = [...said]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, one]) => one);
  const lines = sayings.map((one) => `${words(one)} in ${one.file}`);
  const { repro, role, tools, params, expected } = first.cell;
  return {
    repro,
    case: first.cell.case,
    role,
    tools,
    params,
    expected,
    outcome: "error",
    ok: false,
    affected: null,
    detail: [lead, ...lines].join("\n"),
    disagree: sayings,
    ms: 0,
    exit: { build: null, run: null },
    stdout: "",
    stderr: "",
    facts: {},
    cached: false,
    run: null,
    printedIn: null,
    measuredAt: all
      .map(({ cell }) => cell.measuredAt)
      .reduce((a, b) => (a < b ? b : a)),
  };
}
