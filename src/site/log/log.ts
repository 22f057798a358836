import { cellAnchor } from "../../catalog/read/anchor.ts";
import { historyName } from "../../catalog/history/history.ts";
import type {
  CellResult,
  Reproducer,
  Role,
  Verdict,
} from "../../catalog/schema/index.ts";
import { byNumbers, count, formatMs } from "../format.ts";
import { drift, ran } from "../verdicts.ts";

/** One cell of a log. */
export interface LogCell {
  readonly cell: CellResult;
  /** Its case, tools and parameters, as its history names it. */
  readonly name: string;
  readonly anchor: string;
  /** Its tools and parameters, such as `cc debian, zig 0.17.0`. */
  readonly under: string;
}

/** The cells of one case, oldest toolchain first. */
export interface LogCase {
  readonly id: string;
  readonly anchor: string;
  readonly role: Role;
  readonly title: string;
  readonly cells: readonly LogCell[];
}

function under({ tools, params }: CellResult): string {
  return Object.entries({ ...tools, ...params })
    .map((pair) => pair.join(" "))
    .join(", ");
}

/** The id of a case’s part of the log; no cell’s anchor begins like that, as `:` is in none. */
export function caseAnchor(id: string): string {
  return `case:${id}`;
}

/** Every case of a verdict with its cells, in the manifest’s order; cases that it no longer has come last. */
export function logCases(manifest: Reproducer, verdict: Verdict): LogCase[] {
  const cases = new Map<string, LogCell[]>(
    manifest.cases.map(({ id }) => [id, []]),
  );
  for (const cell of verdict.cells) {
    const name = historyName(cell);
    const list = cases.get(cell.case) ?? [];
    list.push({ cell, name, anchor: cellAnchor(name), under: under(cell) });
    cases.set(cell.case, list);
  }
  return [...cases].flatMap(([id, cells]) => {
    const [first] = cells;
    if (first === undefined) return [];
    return {
      id,
      anchor: caseAnchor(id),
      role: first.cell.role,
      title: manifest.cases.find((one) => one.id === id)?.title ?? "",
      cells: cells.sort((a, b) => byNumbers(a.under, b.under)),
    };
  });
}

/** `all 184 cells as expected`, `3 of 184 cells not as expected`; those that could not run are counted apart. */
export function logHeadline(verdict: Verdict): string {
  const measured = verdict.cells.filter(ran).length;
  const broken = drift(verdict).length;
  const missing = verdict.cells.length - measured;
  const said =
    broken === 0
      ? `${measured > 1 ? "all " : ""}${count(measured, "cell")} as expected`
      : `${broken} of ${count(measured, "cell")} not as expected`;
  return missing === 0
    ? said
    : `${said}, ${count(missing, "cell")} not to be run`;
}

/** `2026-11-21 12:20:14 UTC`. */
export function formatInstant(iso: string): string {
  return `${iso.slice(0, 19).replace("T", " ")} UTC`;
}

/** What a cell came to and how it was measured, in sentences. */
export function cellWords({ cell }: LogCell): string {
  const { outcome, expected, ok, detail, exit, ms, measuredAt } = cell;
  const { cached, printedIn } = cell;
  const was =
    outcome === expected
      ? `${outcome}, as expected`
      : `not ${expected} but ${outcome}`;
  const odd =
    ok || outcome !== expected || !ran(cell) ? "" : ", with other output";
  const status = (value: number | null) =>
    value === null ? "not run" : String(value);
  return [
    `Came out ${was}${odd}: ${detail.replace(/\.$/, "")}.`,
    `Exit status: build ${status(exit.build)}, run ${status(exit.run)}.`,
    `Took about ${formatMs(ms)}, measured no later than ${formatInstant(measuredAt)}${cached ? " and taken over since, as sources and tools are the same" : ""}.`,
    ...(printedIn === null
      ? []
      : [
          `Standard error and facts are of the earlier run ${printedIn}; the newest came to the same in all else.`,
        ]),
  ].join(" ");
}
