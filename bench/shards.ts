/**
 * How well a night is shared out to many machines, what happens when they fail, and how many bytes a year of nights is:
 *
 *     node bench/shards.ts [--cells N]
 *
 * The cells (default 10,000) are made up; planning, joining and the history are the real ones. "Tonight" lets each cell
 * take 0.7 to 1.4 times what it took when it was last measured, and 1 in 50 is new, so that its cost is a guess.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { appendNight } from "../src/catalog/history/append.ts";
import type { HistoryMark } from "../src/catalog/schema/index.ts";
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

/** The history files of a year, as they are after each night: eight reproducers of 125 cells, five versions of a case side by side. */
function year(noise: boolean): string[][] {
  const next = numbers(3);
  const hex = (seed: string): string =>
    createHash("sha1").update(seed).digest("hex");
  return Array.from({ length: 8 }, (_, repro) => {
    const names = Array.from({ length: 125 }, (_, index) => ({
      name: `some-case-${Math.floor(index / 5)} cc=debian rustc=1.95.0 zig=0.${12 + (index % 5)}.0`,
      mark:
        index % 5 < Math.floor(index / 5) % 6 ? ("h" as const) : ("c" as const),
      flaky: noise && next() < 0.01,
    }));
    let text: string | undefined;
    return Array.from({ length: 365 }, (_, day) => {
      // Four times a year a registry is down, and the cells of one version cannot be run.
      const down = noise && day % 91 === 45;
      const runs = new Map(
        names.map(({ name, mark, flaky }, index): [string, HistoryMark[]] => {
          if (down && index % 5 === 4) return [name, ["u", "u"]];
          const varies = flaky && next() < 0.1;
          const other = mark === "h" ? "C" : "H";
          return [name, varies ? [other, mark] : [mark]];
        }),
      );
      text = appendNight(`repro-${repro}`, text, {
        at: new Date(
          Date.UTC(2026, 0, 1 + day, 3, repro, day % 60),
        ).toISOString(),
        // A night that changes nothing is committed all the same.
        commit: hex(`commit ${day}`),
        runs,
        sources: hex(`sources ${repro} ${Math.floor(day / 30)}`).padEnd(
          64,
          "0",
        ),
        expected: Object.fromEntries(
          Array.from({ length: 25 }, (_, index) => [
            `some-case-${index}`,
            hex(`expected ${repro} ${index}`).slice(0, 12),
          ]),
        ),
      });
      return text;
    });
  });
}

/** Bytes of git's own pack with a commit for each night. */
async function packed(files: readonly (readonly string[])[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "misbuilt-bench-"));
  try {
    const git = (args: readonly string[], input?: string): string =>
      execFileSync("git", ["-C", folder, ...args], {
        encoding: "utf8",
        input,
        stdio: ["pipe", "pipe", "ignore"],
      });
    git(["init", "-q"]);
    const nights = files[0]?.length ?? 0;
    let stream = "";
    for (let day = 0; day < nights; day += 1) {
      stream += `commit refs/heads/main\ncommitter a <a@example.org> ${1_767_236_400 + day * 86_400} +0000\ndata 0\n`;
      for (const [repro, states] of files.entries()) {
        const text = states[day] ?? "";
        stream += `M 100644 inline content/history/repro-${repro}.jsonl\ndata ${Buffer.byteLength(text)}\n${text}\n`;
      }
    }
    git(["fast-import", "--quiet"], stream);
    git(["repack", "-adfq"]);
    const size = /^size-pack: (\d+)$/m.exec(git(["count-objects", "-v"]));
    return Number(size?.[1]) * 1024;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
console.log("\na year of nights of 1,000 cells, in bytes");
const rows = [
  ["", "as text", "each file gzipped", "git's pack of 365 commits"],
];
for (const [name, noise] of [
  ["nothing changes", false],
  ["1 % flaky, 4 outages", true],
] as const) {
  const files = year(noise);
  const last = files.map((states) => states.at(-1) ?? "");
  rows.push([
    name,
    String(sum(last.map((text) => Buffer.byteLength(text)))),
    String(sum(last.map((text) => gzipSync(text, { level: 9 }).length))),
    String(await packed(files)),
  ]);
}
print(rows);
