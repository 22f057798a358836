/** Records that nobody measured: each is what `verify` and `settle` wrote, changed in one place, and is refused there. */
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { checkCatalogue } from "../../src/catalog/check.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import { fieldName } from "../../src/catalog/problem.ts";
import { endPath } from "../../src/catalog/history/history.ts";
import { machineDigest } from "../../src/catalog/history/machine.ts";
import { machinePath } from "../../src/catalog/history/paths.ts";
import { runId } from "../../src/catalog/history/runs.ts";
import {
  historyNight,
  machine,
  verdictFile,
  type Machine,
  type Verdict,
} from "../../src/catalog/schema/index.ts";
import { printFile, printFound } from "../../src/catalog/verdict/file.ts";
import { endText } from "../../src/verify/record/ending.ts";
import { reportFaults } from "../../src/verify/report/faults.ts";
import { copyOf, misbuilt, parse, temporary } from "../verify/cli.ts";
import {
  fileForgeries,
  historyForgeries,
  measuredForgeries,
  seenForgeries,
  verdictForgeries,
} from "./forgeries.ts";
import { storeVerdict } from "./store.ts";

const slug = "aligned-store";
const verdictPath = `content/verdicts/${slug}.json`;
const historyPath = `content/history/${slug}.jsonl`;

/** A catalogue whose verdict and history are of three real nights. */
let measured: string;
let cache: string;
/** The report of the last night. */
let report: string;
/** The verdict’s file after each night. */
const found: string[] = [];

beforeAll(async () => {
  measured = await copyOf(slug);
  cache = await temporary();
  report = join(await temporary(), "report.json");
  for (let night = 0; night < 3; night += 1) {
    const verify = ["verify", "--root", measured, "--matrix", "--no-cache"];
    const ran = await misbuilt([...verify, "--json"], cache);
    expect(ran.code, ran.stderr).toBe(0);
    await writeFile(report, ran.stdout);
    const settled = await misbuilt(
      ["settle", report, "--root", measured],
      cache,
    );
    expect(settled.code, settled.stderr).toBe(0);
    found.push(await readFile(join(measured, verdictPath), "utf8"));
  }
});

async function copied(): Promise<string> {
  const root = join(await temporary(), slug);
  await cp(measured, root, { recursive: true });
  return root;
}

/** The verdict as the files make it. */
async function loaded(root: string): Promise<Verdict> {
  const entry = (await loadCatalogue(root)).verdicts.get(slug);
  if (entry === undefined) throw new Error("there is no verdict");
  return entry.data;
}

/** Writes what was found as a forger would have it; the history stays. */
async function forgeFound(
  root: string,
  forge: (verdict: Verdict) => void,
): Promise<void> {
  const verdict = await loaded(root);
  const before = printFound(verdict);
  forge(verdict);
  const after = printFound(verdict);
  expect(after).not.toBe(before);
  await writeFile(join(root, verdictPath), after);
}

/** Forgeries of when and where cells ran are the history’s. */
const isFound = ({ rule }: { rule: string }): boolean =>
  rule !== "verdict-runs" && rule !== "verdict-dates";

/** What `check` says of verdicts and histories. */
async function problemsOf(root: string) {
  const problems = await checkCatalogue(await loadCatalogue(root));
  const ours = problems.filter(({ file }) =>
    /^content\/(verdicts|history|ends|machines)\//.test(file),
  );
  return ours.map(({ rule, file, field, line }) => ({
    rule,
    file,
    field,
    ...(line === undefined ? {} : { line }),
  }));
}

test("nights in which nothing changed leave what was found as it was", () => {
  expect(found).toHaveLength(3);
  expect(new Set(found).size).toBe(1);
});

test("what was measured passes", async () => {
  expect(await problemsOf(measured)).toEqual([]);
  expect(await reportFaults(measured, parse(await lastReport()))).toEqual([]);
});

async function lastReport() {
  const stdout = await readFile(report, "utf8");
  return { code: 0, stdout, stderr: "" };
}

test.for([...measuredForgeries.filter(isFound), ...verdictForgeries])(
  "in a verdict: $title",
  async ({ forge, rule, field }) => {
    const root = await copied();
    await forgeFound(root, forge);
    const problem = { rule, file: verdictPath, field };
    expect(await problemsOf(root)).toContainEqual(problem);
  },
);

test.for(fileForgeries)(
  "in a verdict’s file: $title",
  async ({ forge, rule, field }) => {
    const root = await copied();
    const path = join(root, verdictPath);
    const file = verdictFile.parse(JSON.parse(await readFile(path, "utf8")));
    const problem = { rule, file: verdictPath, field: field(file) };
    forge(file);
    await writeFile(path, printFile(file));
    expect(await problemsOf(root)).toContainEqual(problem);
  },
);

test.for(seenForgeries)(
  "in the runs of the last night: $title",
  async ({ forge, rule, field }) => {
    const root = await copied();
    const path = join(root, historyPath);
    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    const night = historyNight.parse(JSON.parse(lines.pop() ?? ""));
    const { runs = [] } = night;
    expect(runs).toHaveLength(1);
    forge(runs);
    for (const { run } of runs)
      if (run !== null && rule === "verdict-dates")
        run.id = runId({ ...run, machine: await machineOf(root, run.machine) });
    lines.push(JSON.stringify(night));
    const text = lines.map((line) => `${line}\n`).join("");
    await writeFile(path, text);
    const chained = { rule: "history-end", file: endPath(slug), field: "" };
    const before = await problemsOf(root);
    if (rule !== "history") expect(before).toContainEqual(chained);
    await writeFile(join(root, endPath(slug)), endText(slug, text) ?? "");
    const problems = await problemsOf(root);
    expect(problems).not.toContainEqual(chained);
    expect(problems.map((one) => `${one.rule} ${one.field}`)).toContain(
      `${rule} ${field}`,
    );
    for (const one of problems.filter((other) => other.rule === rule))
      expect(one).toMatchObject(
        rule === "readable"
          ? { file: "content/machines/0123456789abcdef.json" }
          : { file: historyPath, line: 6 },
      );
  },
);

async function machineOf(root: string, digest: string): Promise<Machine> {
  const path = join(root, machinePath(digest));
  return machine.parse(JSON.parse(await readFile(path, "utf8")));
}

test("a machine is another than its name was made of", async () => {
  const root = await copied();
  const [run] = (await loaded(root)).runs;
  if (run === undefined) throw new Error("there is no run");
  const file = machinePath(machineDigest(run.machine));
  const faster = { ...run.machine, cpu: "A faster CPU" };
  await writeFile(join(root, file), JSON.stringify(faster));
  expect(await problemsOf(root)).toContainEqual({
    rule: "machine",
    file,
    field: "",
  });
});

test("the file that says where a history ends is gone, or says less", async () => {
  const root = await copied();
  const path = join(root, endPath(slug));
  const problem = { rule: "history-end", file: endPath(slug), field: "" };
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace('"lines":6', '"lines":5'));
  expect(await problemsOf(root)).toEqual([problem]);
  await rm(path);
  expect(await problemsOf(root)).toEqual([problem]);
});

test.for(historyForgeries)("in a history: $title", async (forgery) => {
  const root = await copied();
  const path = join(root, historyPath);
  const before = await readFile(path, "utf8");
  const lines = before.trimEnd().split("\n");
  expect(lines).toHaveLength(6);
  forgery.forge(lines);
  const after = lines.map((line) => `${line}\n`).join("");
  expect(after).not.toBe(before);
  await writeFile(path, after);
  const { rule, field, line } = forgery;
  const file = rule === "history-end" ? endPath(slug) : historyPath;
  expect(await problemsOf(root)).toContainEqual({
    rule,
    file,
    field,
    ...(line === undefined ? {} : { line }),
  });
});

test.for(measuredForgeries)("in a report: $title", async ({ forge, field }) => {
  const forged = parse(await lastReport());
  const { runs, toolchains } = forged.run;
  forge({ cells: forged.cells, runs, toolchains });
  const faults = await reportFaults(measured, forged);
  const place = field.startsWith("cells") ? field : `run.${field}`;
  expect(faults.map(({ path }) => fieldName(path))).toContain(place);
});

test("in a verdict: one cell of a case has other facts than the others", async () => {
  const root = await copied();
  await forgeFound(root, ({ cells }) => {
    const [, cell] = cells;
    if (cell === undefined) throw new Error("there is no second cell");
    const facts = { size: 48, align: [8] };
    for (const more of [facts, { size: "48", align: [8] }, facts])
      cells.push({ ...cell, facts: more });
    cells.push({ ...cell, facts: { size: 48 } });
    cells.splice(1, 2);
  });
  const fields = (await problemsOf(root)).flatMap(({ rule, field }) =>
    rule === "verdict-facts" ? [field] : [],
  );
  expect(fields).toEqual(["cells[4].facts.size", "cells[6].facts.align"]);
});

test("in a verdict: a version of a tool is another executable than in the other verdicts", async () => {
  const root = await copied();
  const other = { ...(await loaded(root)), repro: "other-store" };
  for (const one of other.toolchains)
    one.sha256 = one.sha256.replace(/^../, "00");
  const file = "content/verdicts/other-store.json";
  await storeVerdict(root, other);
  expect(await problemsOf(root)).toContainEqual({
    rule: "tool-digests",
    file,
    field: "toolchains[0].sha256",
  });
});

test("merge and settle refuse a forged report with file and field, and write nothing", async () => {
  const root = await copied();
  const forged = parse(await lastReport());
  const [, cell] = forged.cells;
  if (cell === undefined) throw new Error("the report has no second cell");
  Object.assign(cell, { outcome: "clean", ok: false, detail: "it ran" });
  await writeFile(join(root, "forged.json"), JSON.stringify(forged));
  const before = await readFile(join(root, verdictPath), "utf8");
  for (const args of [["merge", "--record"], ["settle"]]) {
    const [command = "", ...options] = args;
    const ran = await misbuilt(
      [command, join(root, "forged.json"), ...options, "--root", root],
      cache,
    );
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(
      "forged.json: cells[1].outcome: clean, whose sign does not fit: run exited 139 (SIGSEGV); expected run exit 0",
    );
  }
  expect(await readFile(join(root, verdictPath), "utf8")).toBe(before);
});

test("a forged verdict is not recorded on, and a shortened history gets no night", async () => {
  const record = async (root: string) =>
    misbuilt(
      ["verify", "--root", root, "--case", "aligned", "--record"],
      cache,
    );
  const root = await copied();
  const [flipped] = measuredForgeries;
  if (flipped === undefined) throw new Error("there is no forgery");
  await forgeFound(root, flipped.forge);
  const refused = await record(root);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(`${verdictPath}: cells[1].outcome`);
  await rm(join(root, verdictPath));
  expect((await record(root)).code).toBe(0);

  const other = await copied();
  const path = join(other, historyPath);
  const lines = (await readFile(path, "utf8")).split("\n");
  await writeFile(path, `${lines.slice(0, 5).join("\n")}\n`);
  const shortened = await record(other);
  expect(shortened.code).toBe(2);
  expect(shortened.stderr).toMatch(
    /content\/history\/aligned-store\.jsonl: expected the line [0-9a-f]{16}, where content\/ends\/aligned-store\.json says that it ends/,
  );
});
