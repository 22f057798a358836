/**
 * How well a night is shared out to many machines, and what happens when they fail:
 *
 *     node bench/shards.ts [--cells N]
 *
 * The cells (default 10,000) are made up; planning and joining are the real ones. "Tonight" lets each cell
 * take 0.7 to 1.4 times what it took when it was last measured, and 1 in 50 is new, so that its cost is a guess.
 */
import { parseArgs } from "node:util";
import { cellKey, nameOf, type Cell } from "../src/catalog/cells/cell.ts";
import { shards, type Shard } from "../src/verify/plan/shard.ts";
import { isDisagreement } from "../src/verify/report/disagree.ts";
import { gaps, merge, type NamedReport } from "../src/verify/report/merge.ts";
import {
  catalogue,
  numbers,
  reportOf,
  sources,
} from "../tests/nightly/synthetic.ts";

const { values } = parseArgs({
  options: { cells: { type: "string", default: "10000" } },
});

function timed<Result>(work: () => Result): { result: Result; ms: number } {
  const from = performance.now();
  const result = work();
  return { result, ms: performance.now() - from };
}

function sum(list: readonly number[]): number {
  return list.reduce((total, one) => total + one, 0);
}

function balance(costs: readonly number[]): number {
  return Math.max(...costs) / (sum(costs) / costs.length);
}

function minutes(ms: number): string {
  return `${(ms / 60_000).toFixed(1)} min`;
}

function print(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padStart(widths?.[column] ?? 0))
        .join("  "),
    );
}

/** What happens on so many machines, as a row of the table. */
function simulate(
  whole: ReturnType<typeof catalogue>,
  count: number,
): string[] {
  const { cells, costs } = whole;
  const next = numbers(11);
  const known = new Map(costs);
  const actual = new Map<Cell, number>();
  for (const cell of cells) {
    const key = cellKey(nameOf(cell));
    actual.set(cell, (costs.get(key) ?? 0) * (0.7 + 0.7 * next()));
    if (next() < 0.02) known.delete(key);
  }
  const { result: parts, ms: planning } = timed(() =>
    shards(cells, count, known),
  );
  const took = ({ cells: own }: Shard): number =>
    sum(own.map((cell) => actual.get(cell) ?? 0));
  const reports = parts.map((part, index) =>
    reportOf(whole, part, index, count),
  );
  const [first, ...rest] = reports;
  const [part] = parts;
  if (first === undefined || part === undefined) throw new Error("no shard");
  const joined = timed(() => merge(reports));

  const gone = gaps(rest, cells, sources, "2026-11-21T05:00:00.000Z");
  const dead = merge([...rest, ...(gone === undefined ? [] : [gone])]);
  const missing = dead.summary.unavailable;
  const late = merge([{ file: "without", report: dead }, first]);

  const same = (other: NamedReport): string =>
    JSON.stringify(merge([other, ...reports])) === JSON.stringify(joined.result)
      ? "nothing changes"
      : "CHANGES";
  const hundredth = Math.ceil(part.cells.length / 100);
  const few = { ...part, cells: part.cells.slice(0, hundredth) };
  const differing = {
    ...reportOf(whole, few, 0, count, { outcome: "hazard", ok: false }),
    file: "again.json",
  };
  const disputed = merge([...reports, differing], "count as error");
  return [
    String(count),
    `${planning.toFixed(0)} ms`,
    balance(parts.map((one) => one.cost)).toFixed(4),
    balance(parts.map(took)).toFixed(3),
    minutes(Math.max(...parts.map(took))),
    `${joined.ms.toFixed(0)} ms`,
    `${missing} cells, ${minutes(took(part) / 4)}`,
    `${late.summary.ok} ok`,
    same({ ...first, file: "copy.json" }),
    `${disputed.cells.filter(isDisagreement).length} cells run again`,
  ];
}

const whole = catalogue(Number(values.cells));
console.log(
  `${whole.cells.length} cells of ${(sum([...whole.costs.values()]) / 3_600_000).toFixed(1)} hours together`,
);
print([
  [
    ...["machines", "planned", "longest/mean", "tonight", "longest", "joined"],
    ...["one dies: on 4 cores", "it was late", "reports twice"],
    "1 % of it differs",
  ],
  ...[2, 8, 64].map((count) => simulate(whole, count)),
]);
