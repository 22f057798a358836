/** What a run’s results come to beside what was recorded before. */
import { expect, test } from "vitest";
import { appendRecord } from "../../src/catalog/history/append.ts";
import { parseHistory } from "../../src/catalog/history/history.ts";
import { machineDigest } from "../../src/catalog/history/machine.ts";
import { runId } from "../../src/catalog/history/runs.ts";
import type {
  CellResult,
  Run,
  Verdict,
} from "../../src/catalog/schema/index.ts";
import { assemble } from "../../src/catalog/verdict/assemble.ts";
import { foundOf, printFound } from "../../src/catalog/verdict/file.ts";
import { joinVerdict } from "../../src/verify/record/record.ts";
import { result } from "./build.ts";

const machine = { cpu: "a CPU", kernel: "6.1", os: "Debian" };

function runAt(hour: number): Run {
  const startedAt = `2026-01-03T0${hour}:00:00.000Z`;
  const what = { startedAt, commit: null, modified: false, machine };
  const whole = { ...what, sandbox: "bwrap" as const };
  return { id: runId(whole), ...whole };
}

/** What a run of that hour adds to what was recorded before. */
function recorded(
  before: Verdict | undefined,
  hour: number,
  changes: Partial<CellResult>,
): Verdict {
  const run = runAt(hour);
  const measuredAt = `2026-01-03T0${hour}:05:00.000Z`;
  const cell = result({ measuredAt, run: run.id, ...changes });
  const provenance = {
    sandbox: run.sandbox,
    machine,
    runs: [run],
    sources: { example: "a".repeat(64) },
    toolchains: [],
  };
  const keys = new Set(["example/a"]);
  const verdict = joinVerdict("example", before, [cell], provenance, keys);
  if (verdict === undefined) throw new Error("nothing was recorded");
  return verdict;
}

function only({ cells }: Verdict): CellResult {
  const [cell] = cells;
  if (cell === undefined) throw new Error("there is no cell");
  return cell;
}

const race = {
  stdout: "words were lost\n",
  stderr: "398211 of 400000\n",
  facts: { sum: 398_211 },
  ms: 1000,
};
const other = {
  ...race,
  stderr: "399000 of 400000\n",
  facts: { sum: 399_000 },
};

test("a race that comes to the same leaves what was found, and names the run that printed it", () => {
  const first = recorded(undefined, 1, race);
  const second = recorded(first, 2, { ...other, ms: 1400 });
  expect(printFound(second)).toBe(printFound(first));
  expect(only(second)).toMatchObject({
    run: runAt(2).id,
    printedIn: runAt(1).id,
    measuredAt: "2026-01-03T02:05:00.000Z",
    ms: 1000,
  });
  const third = recorded(second, 3, { ...other, ms: 1600 });
  expect(only(third)).toMatchObject({ printedIn: runAt(1).id, ms: 1600 });
  expect(third.runs).toEqual([runAt(1), runAt(3)]);
});

test.for<Partial<CellResult>>([
  { stdout: "no word was lost\n" },
  { outcome: "hazard" },
  { ok: false },
  { affected: "affected" },
  { exit: { build: 0, run: 3 } },
  { detail: "otherwise" },
])("another %o is another finding, with all its words", (change) => {
  const first = recorded(undefined, 1, race);
  const cell = only(recorded(first, 2, { ...other, ...change }));
  expect(cell).toMatchObject({ ...other, ...change, printedIn: null });
});

test("what is written down gives back what was recorded", () => {
  let history: string | undefined;
  let verdict: Verdict | undefined;
  for (const [hour, changes] of [race, other, { ...race, ms: 9 }].entries()) {
    verdict = recorded(verdict, hour + 1, changes);
    history = appendRecord("example", history, verdict);
    const { seenIn } = parseHistory("example", history);
    const machines = new Map([[machineDigest(machine), machine]]);
    const parts = { file: foundOf(verdict), seenIn, machines, end: null };
    expect(assemble(parts)).toEqual({ verdict, misfits: [] });
    // The same once more is no news.
    expect(appendRecord("example", history, verdict)).toBe(history);
  }
  // The header, the cell, and a line for each run.
  expect(history?.trimEnd().split("\n")).toHaveLength(5);
});
