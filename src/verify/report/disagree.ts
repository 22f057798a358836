import type { CellResult } from "../../catalog/schema/index.ts";
import { valueDigest } from "../cache.ts";

const lead =
  "disagreement: its reports differ, so none of them counts until it runs again";

/** What one file says of a cell. */
export interface Said {
  readonly cell: CellResult;
  readonly file: string;
}

/** Whether a cell was seen to its end. */
export function ran(cell: CellResult): boolean {
  return cell.outcome !== "error" && cell.outcome !== "unavailable";
}

/** Whether a cell stands for reports that differ. */
export function isDisagreement(cell: CellResult): boolean {
  return cell.outcome === "error" && cell.detail.startsWith(lead);
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

interface Claim {
  readonly claim: string;
  readonly file: string;
}

/** Each claim that is made of the cell, with its file: one, or those that an earlier disagreement kept. */
function claimsOf({ cell, file }: Said): Claim[] {
  if (isDisagreement(cell))
    return cell.detail
      .split("\n")
      .slice(1)
      .map((line) => {
        const at = line.indexOf(" in ");
        return { claim: line.slice(0, at), file: line.slice(at + 4) };
      });
  const words = [
    cell.outcome,
    ...(cell.ok ? [] : ["(not as expected)"]),
    `at ${cell.measuredAt},`,
    `output ${valueDigest(cell.stdout).slice(0, 12)}`,
  ];
  return [{ claim: words.join(" "), file: file.replaceAll("\n", " ") }];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * One result in place of several that differ: an `error` that names what each file said, each claim once. The order of
 * the reports does not matter, and joined with any of them again it stays as it is.
 */
export function disagreement(
  first: Said,
  ...more: readonly Said[]
): CellResult {
  const files = new Map<string, string>();
  const all = [first, ...more];
  for (const { claim, file } of all.flatMap(claimsOf)) {
    const known = files.get(claim);
    if (known === undefined || file < known) files.set(claim, file);
  }
  const lines = [...files]
    .sort(([a], [b]) => compare(a, b))
    .map(([claim, file]) => `${claim} in ${file}`);
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
