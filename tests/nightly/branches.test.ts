/** Two branches that each had nights are joined: nothing of either is lost, and what is removed later still shows. */
import fc from "fast-check";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { checkCatalogue } from "../../src/catalog/check.ts";
import { appendNight, appendRecord } from "../../src/catalog/history/append.ts";
import { joinHistories } from "../../src/catalog/history/join.ts";
import {
  historyPath,
  parseHistory,
} from "../../src/catalog/history/history.ts";
import { distinctRuns, runId } from "../../src/catalog/history/runs.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import type { HistoryMark } from "../../src/catalog/schema/index.ts";
import { writeRecord } from "../../src/verify/record/write.ts";
import { run, soundVerdict } from "../catalog/verdict.ts";
import { copyOf, misbuilt, temporary } from "../verify/cli.ts";

type Cells = Readonly<Record<string, HistoryMark>>;

function night(text: string | undefined, hour: number, cells: Cells): string {
  return appendNight("x", text, {
    at: new Date(Date.UTC(2026, 1, 1, hour)).toISOString(),
    commit: null,
    sources: "a".repeat(64),
    runs: new Map(Object.entries(cells).map(([name, mark]) => [name, [mark]])),
    expected: {},
  });
}

/** What each night says of each cell, by the cell’s name. */
function told(text: string) {
  const { cells, nights } = parseHistory("x", text);
  return nights.map(({ at, runs }) => ({
    at: new Date(at).getUTCHours(),
    cells: Object.fromEntries(
      cells.flatMap((name, place) => {
        const [mark] = runs[place] ?? [];
        return mark === undefined ? [] : [[name, mark]];
      }),
    ),
  }));
}

const before = night(undefined, 1, { a: "h", b: "c" });
const ours = night(night(before, 2, { a: "h", b: "C", d: "b" }), 5, { d: "b" });
const theirs = night(night(before, 3, { e: "u", a: "H" }), 4, { e: "c" });
const joined = joinHistories("x", ours, theirs);

test("joined histories tell the nights of both, each of its own cells, in their order", () => {
  expect(told(joined)).toEqual([
    { at: 1, cells: { a: "h", b: "c" } },
    { at: 2, cells: { a: "h", b: "C", d: "b" } },
    { at: 3, cells: { a: "H", e: "u" } },
    { at: 4, cells: { e: "c" } },
    { at: 5, cells: { d: "b" } },
  ]);
  expect(joined.startsWith(ours)).toBe(true);
  for (const line of theirs.trim().split("\n"))
    expect(joined.split("\n")).toContain(line);
});

test("joined the other way round they tell the same, and a night follows on either", () => {
  const other = joinHistories("x", theirs, ours);
  expect(told(other)).toEqual(told(joined));
  const cells = { e: "h", f: "h", a: "c" } as const;
  const after = night(joined, 6, cells);
  expect(told(after).at(-1)).toEqual({ at: 6, cells });
  expect(told(night(other, 6, cells))).toEqual(told(after));
  // A branch that was made meanwhile from the joined one joins again, and one that is behind changes nothing.
  expect(joinHistories("x", after, theirs)).toBe(after);
  expect(joinHistories("x", joined, other)).toBe(joined);
  expect(joinHistories("x", undefined, ours)).toBe(ours);
});

test("put together without a join, or with a line removed, doubled or moved, they are refused", () => {
  const loose = joined.trim().split("\n").slice(0, -1).join("\n");
  expect(() => parseHistory("x", loose)).toThrow(
    /before: expected one last line, found 2 lines that no other names/,
  );
  const lines = joined.trim().split("\n");
  const last = lines.at(-1);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: lines.length - 2 }),
      fc.integer({ min: 0, max: lines.length - 2 }),
      fc.constantFrom("remove", "double", "swap"),
      (one, other, how) => {
        const forged = [...lines];
        if (how === "remove") forged.splice(one, 1);
        else if (how === "double") forged.splice(other, 0, lines[one] ?? "");
        else {
          fc.pre(one !== other);
          forged[one] = lines[other] ?? "";
          forged[other] = lines[one] ?? "";
        }
        const parse = () => parseHistory("x", forged.join("\n")).nights;
        if (how !== "swap") {
          expect(parse).toThrow();
          return;
        }
        // Lines of two branches do not name one another, and may stand in either order.
        try {
          expect(parse()).toHaveLength(5);
        } catch (error) {
          expect(String(error)).toMatch(/another order|the header/);
        }
      },
    ),
    { numRuns: 200 },
  );
  expect(last).toMatch(/^\{"before":\["[0-9a-f]{16}","[0-9a-f]{16}"\]\}$/);
});

test("merge --branch settles the conflicts of a git merge in histories, verdicts and events", async () => {
  const slug = "aligned-store";
  const [root, cache] = [await copyOf(slug), await temporary()];
  const git = async (...args: string[]) =>
    promisify(execFile)("git", [
      ...["-C", root, "-c", "user.name=A", "-c", "user.email=a@example.org"],
      ...args,
    ]);
  const verdict = await soundVerdict(root, slug);
  /** A night, and after it a cell that another run saw. */
  const record = async (hour: number, at: string, index: number) => {
    const history = join(root, historyPath(slug));
    const before = await readFile(history, "utf8").catch(() => undefined);
    const text = appendNight(slug, before, {
      at: new Date(Date.UTC(2026, 1, 1, hour)).toISOString(),
      commit: null,
      sources: "a".repeat(64),
      runs: new Map([["aligned cc=debian", ["c"]]]),
      expected: {},
    });
    const began = { ...run, startedAt: at };
    const later = { ...began, id: runId(began) };
    const cells = verdict.cells.map((cell, place) =>
      place === index ? { ...cell, measuredAt: at, run: later.id } : cell,
    );
    const next = {
      ...verdict,
      cells,
      recordedAt: at,
      runs: distinctRuns([run, later]),
    };
    await writeRecord(root, slug, next, appendRecord(slug, text, next));
    await git("add", "-A");
    await git("commit", "-q", "-m", "a night");
  };
  await git("init", "-q", "-b", "main");
  await record(1, "2026-01-03T04:05:06Z", 0);
  await git("checkout", "-q", "-b", "other");
  await record(3, "2026-01-03T06:00:00Z", 1);
  await git("checkout", "-q", "main");
  await record(2, "2026-01-03T05:00:00Z", 2);
  await expect(git("merge", "other")).rejects.toThrow(/merge other/);
  const merge = ["merge", "--branch", "MERGE_HEAD", "--root", root];
  const ran = await misbuilt(merge, cache);
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stderr).toBe(
    ["history", "verdicts", "ends"]
      .map((one) => `joined content/${one}/${slug}.json\n`)
      .join("")
      .replace(".json", ".jsonl"),
  );
  const catalogue = await loadCatalogue(root);
  const problems = await checkCatalogue(catalogue);
  expect(problems.filter(({ file }) => file.startsWith("content/"))).toEqual(
    [],
  );
  const joinedVerdict = catalogue.verdicts.get(slug)?.data;
  expect(joinedVerdict?.recordedAt).toBe("2026-01-03T06:00:00Z");
  expect(joinedVerdict?.cells.map((cell) => cell.measuredAt)).toEqual([
    "2026-01-03T04:05:06Z",
    "2026-01-03T06:00:00Z",
    "2026-01-03T05:00:00Z",
    "2026-01-03T04:05:06Z",
    "2026-01-03T04:05:06Z",
  ]);
  expect(catalogue.histories.get(slug)?.nights).toHaveLength(3);
  expect(
    await readFile(join(root, `content/history/${slug}.jsonl`), "utf8"),
  ).toContain('{"before":["');
});
