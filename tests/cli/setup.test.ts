import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { isInstalled } from "../../src/setup/packages.mjs";
import { choosePort } from "../../src/setup/start.mjs";
import { steps, type Step } from "../../src/setup/steps.mjs";
import { runSteps } from "../../src/setup/test.mjs";
import { cells, tool, vitest } from "../../src/setup/totals.mjs";
import { repository, run } from "./run.ts";

async function folder(base = tmpdir()): Promise<string> {
  await mkdir(base, { recursive: true });
  const path = await mkdtemp(join(base, "misbuilt-setup-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Runs steps as `npm test` does and gives its exit status and lines. */
async function ran(list: readonly Step[], env: Record<string, string> = {}) {
  let text = "";
  const code = await runSteps(list, {
    root: repository,
    env: { PATH: process.env["PATH"], ...env },
    folder: await folder(),
    write: (more) => (text += more),
  });
  const lines = text.trimEnd().split("\n");
  return { code, lines, last: lines.at(-1) };
}

const sh = (name: string, script: string): Step => ({
  name,
  command: () => ["sh", "-c", script],
  totals: tool,
});

/** A step that prints a report of `misbuilt verify --json` and exits. */
const verifyStep = (report: object, status: number): Step => ({
  name: "reproducers",
  command: () => [
    "sh",
    "-c",
    `printf '%s' "$0"; exit ${status}`,
    JSON.stringify(report),
  ],
  totals: cells,
  report: "stdout",
});

/** Vitest itself, on test files of this name and content, as the unit tests’ step runs it. */
async function vitestStep(files: Record<string, string>): Promise<Step> {
  const dir = await folder(join(repository, "out"));
  for (const [name, text] of Object.entries(files))
    await writeFile(join(dir, name), text);
  return {
    name: "unit tests",
    command: (report) => [
      join(repository, "node_modules/.bin/vitest"),
      "run",
      "--dir",
      dir,
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    totals: vitest,
    report: "file",
  };
}

test("steps that pass end with their sum alone on the last line", async () => {
  const { code, last } = await ran([sh("a", "true"), sh("b", "true")]);
  expect([code, last]).toEqual([0, "2 passed, 0 failed"]);
});

test("the time of each step stands before the last line", async () => {
  const { lines } = await ran([sh("first", "sleep 0.2"), sh("b", "true")]);
  const [title, first, second, all] = lines.slice(-5);
  expect(title).toBe("time by step");
  expect(first).toMatch(/^ {2}first {4,}(?!0\.[01] s)\d+\.\d s$/);
  expect(second).toMatch(/^ {2}b {8,}\d+\.\d s$/);
  expect(all).toMatch(/^ {2}in all {3,}(?!0\.[01] s)\d+\.\d s$/);
});

test("a step that fails turns the run red, shows its output, and the next one runs all the same", async () => {
  const { code, lines, last } = await ran([
    sh("a", "echo the reason >&2; exit 3"),
    sh("b", "true"),
  ]);
  expect([code, last]).toEqual([1, "1 passed, 1 failed"]);
  expect(lines).toContain("  | exit 3");
  expect(lines).toContain("  | the reason");
});

test("a step whose program is missing has failed", async () => {
  const missing: Step = { ...sh("a", ""), command: () => ["no-such-tool"] };
  const { code, last } = await ran([missing]);
  expect([code, last]).toEqual([1, "0 passed, 1 failed"]);
});

test("no step at all is a failure", async () => {
  expect(await ran([])).toMatchObject({ code: 1, last: "0 passed, 1 failed" });
});

test("a step’s own closing line is not taken for the run’s", async () => {
  const { lines } = await ran([sh("a", "echo '9 passed, 0 failed'; exit 1")]);
  expect(lines.filter((line) => /^\d+ passed/.test(line))).toEqual([
    "0 passed, 1 failed",
  ]);
});

test("vitest’s tests are counted one by one", { timeout: 60_000 }, async () => {
  const step = await vitestStep({
    "a.test.ts": `import { expect, test } from "vitest";
      test("yes", () => {}); test("also", () => {});
      test("no", () => expect(1).toBe(2)); test.skip("not here", () => {}); test.todo("later");`,
  });
  const { code, last, lines } = await ran([step]);
  expect([code, last]).toEqual([1, "2 passed, 1 failed, 2 skipped"]);
  expect(lines.join("\n")).toContain(
    "unit tests FAILED: 2 passed, 1 failed, 2 skipped",
  );
  expect(lines).toContainEqual(
    expect.stringMatching(/^ {2}\| .*a\.test\.ts: no: .*expected 1 to be 2/),
  );
});

test(
  "what vitest skips counts as failed where CI=true",
  { timeout: 60_000 },
  async () => {
    const step = await vitestStep({
      "a.test.ts": `import { test } from "vitest"; test("yes", () => {}); test.skip("no", () => {});`,
    });
    expect(await ran([step])).toMatchObject({
      code: 0,
      last: "1 passed, 0 failed, 1 skipped",
    });
    expect(await ran([step], { CI: "true" })).toMatchObject({
      code: 1,
      last: "1 passed, 1 failed",
    });
  },
);

test(
  "a test file that does not load is a failure",
  { timeout: 60_000 },
  async () => {
    const step = await vitestStep({
      "a.test.ts": `import { test } from "vitest"; test("yes", () => {});`,
      "b.test.ts": `import "./nowhere.ts";`,
    });
    expect(await ran([step])).toMatchObject({
      code: 1,
      last: "1 passed, 1 failed",
    });
  },
);

test("vitest without any test is a failure", { timeout: 60_000 }, async () => {
  const { code, last, lines } = await ran([await vitestStep({})]);
  expect([code, last]).toEqual([1, "0 passed, 1 failed"]);
  expect(lines.join("\n")).toMatch(/ran no test \(exit \d+\)/);
});

test("a runner that crashes after its report is a failure, and an old report does not speak for it", () => {
  const report = { numPassedTests: 5, numFailedTests: 0, testResults: [] };
  expect(vitest(139, report)).toMatchObject({ passed: 5, failed: 1 });
  expect(vitest(0, undefined)).toMatchObject({ passed: 0, failed: 1 });
  expect(vitest(0, "nonsense")).toMatchObject({ passed: 0, failed: 1 });
});

const report = (summary: object, ...bad: object[]) => ({
  schemaVersion: 1,
  cells: bad,
  summary,
});

test("verified cells count one each; drift and errors fail", async () => {
  const sound = report({ ok: 7, drift: 0, unavailable: 0, error: 0 });
  expect(await ran([verifyStep(sound, 0)])).toMatchObject({
    code: 0,
    last: "7 passed, 0 failed",
  });
  const cell = {
    repro: "x",
    case: "pad",
    tools: { zig: "0.17.0" },
    outcome: "hazard",
    ok: false,
    detail: "expected clean",
  };
  const drift = report({ ok: 5, drift: 1, unavailable: 0, error: 1 }, cell);
  const red = await ran([verifyStep(drift, 2)]);
  expect(red).toMatchObject({ code: 1, last: "5 passed, 2 failed" });
  expect(red.lines).toContain(
    '  | x pad {"zig":"0.17.0"}: hazard, expected clean',
  );
});

test("cells that are unavailable are skipped on a laptop and fail in CI", async () => {
  const some = report({ ok: 5, drift: 0, unavailable: 2, error: 0 });
  expect(await ran([verifyStep(some, 2)])).toMatchObject({
    code: 0,
    last: "5 passed, 0 failed, 2 skipped",
  });
  expect(await ran([verifyStep(some, 2)], { CI: "true" })).toMatchObject({
    code: 1,
    last: "5 passed, 2 failed",
  });
});

test("a verification that ran no cell is a failure", async () => {
  const none = report({ ok: 0, drift: 0, unavailable: 0, error: 0 });
  expect(await ran([verifyStep(none, 0)])).toMatchObject({ code: 1 });
});

test("npm test has a step for each thing that must hold", () => {
  expect(steps.map(({ name }) => name)).toEqual([
    "format",
    "types of pages",
    "lint",
    "types",
    "import directions",
    "catalogue",
    "unit tests",
    "site build",
    "browser tests",
    "reproducers",
    "mutants",
  ]);
});

test("packages are installed when npm’s record is the lock file’s list", async () => {
  const root = await folder();
  const entry = (version: string, more = {}) => ({
    version,
    integrity: `sha512-${version}`,
    ...more,
  });
  const lock = (packages: object) => JSON.stringify({ packages });
  const wanted = {
    "": {},
    "node_modules/a": entry("1.0.0"),
    "node_modules/b": entry("2.0.0", { optional: true }),
  };
  await mkdir(join(root, "node_modules/.bin"), { recursive: true });
  await writeFile(join(root, "package-lock.json"), lock(wanted));
  const record = (packages: object) =>
    writeFile(join(root, "node_modules/.package-lock.json"), lock(packages));
  await record({ "node_modules/a": entry("1.0.0") });
  expect(isInstalled(root), "without its own Node").toBe(false);
  await writeFile(join(root, "node_modules/.bin/node"), "");
  expect(isInstalled(root)).toBe(true);
  await record({ "node_modules/a": entry("1.0.1") });
  expect(isInstalled(root), "another version").toBe(false);
  await record({});
  expect(isInstalled(root), "one missing").toBe(false);
  await record({ ...wanted, "node_modules/c": entry("3.0.0") });
  expect(isInstalled(root), "one too many").toBe(false);
});

test("PORT chooses the port; a taken or senseless one is said", async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  await expect(choosePort(String(port))).rejects.toThrow(
    `port ${port} is taken; choose another with PORT, or leave PORT out`,
  );
  await expect(choosePort("http")).rejects.toThrow(
    'PORT is "http"; expected a number from 1 to 65535',
  );
  expect(await choosePort(undefined)).toBeGreaterThanOrEqual(4321);
});

test(
  "two runs at once do their locked work one after the other, and a dead one’s lock is taken over",
  { timeout: 30_000 },
  async () => {
    const dir = await folder();
    const lock = join(dir, "setup.lock");
    const log = join(dir, "log");
    // A process that is gone for certain.
    const gone = spawn("true");
    await new Promise((done) => gone.on("close", done));
    await writeFile(lock, String(gone.pid));
    const module = pathToFileURL(join(repository, "src/setup/lock.mjs")).href;
    const script = `
    import { appendFileSync } from "node:fs";
    import { withLock } from ${JSON.stringify(module)};
    await withLock(${JSON.stringify(lock)}, "testing", async () => {
      appendFileSync(${JSON.stringify(log)}, "in\\n");
      await new Promise((done) => setTimeout(done, 150));
      appendFileSync(${JSON.stringify(log)}, "out\\n");
    });`;
    const one = () =>
      run(process.execPath, ["--input-type=module", "--eval", script]);
    const runs = await Promise.all([one(), one(), one(), one()]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(await readFile(log, "utf8")).toBe("in\nout\n".repeat(4));
  },
);

test("the misbuilt task adds nothing to stdout and passes the exit status on", async () => {
  const main = join(repository, "src/setup/main.mjs");
  const call = (...args: string[]) =>
    run(process.execPath, [main, "misbuilt", "--", ...args]);
  const json = await call("list", "--json");
  expect(json.code).toBe(0);
  expect(JSON.parse(json.out)).toMatchObject({ schemaVersion: 1 });
  expect(await call("nonsense")).toMatchObject({ code: 2, out: "" });
});

test("an unknown task is said in one line", async () => {
  const main = join(repository, "src/setup/main.mjs");
  expect(await run(process.execPath, [main, "begin"])).toEqual({
    code: 2,
    out: "",
    err: 'misbuilt: no task "begin"; expected one of start, test, misbuilt\n',
  });
});
