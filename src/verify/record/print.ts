import type { Verdict } from "../../catalog/schema/index.ts";

function sortedRecord<Value>(
  record: Record<string, Value>,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The verdict’s text: the same verdict always gives the same bytes. */
export function printVerdict(verdict: Verdict): string {
  const cells = verdict.cells.map((cell) => ({
    repro: cell.repro,
    case: cell.case,
    role: cell.role,
    tools: sortedRecord(cell.tools),
    outcome: cell.outcome,
    expected: cell.expected,
    ok: cell.ok,
    affected: cell.affected,
    ms: cell.ms,
    detail: cell.detail,
    params: sortedRecord(cell.params),
    exit: cell.exit,
    stdout: cell.stdout,
    stderr: cell.stderr,
    facts: sortedRecord(cell.facts),
    measuredAt: cell.measuredAt,
    run: cell.run,
    cached: cell.cached,
  }));
  return `${JSON.stringify({ ...verdict, cells }, null, 2)}\n`;
}
