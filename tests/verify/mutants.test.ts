import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { copyOf, misbuilt, parse, temporary } from "./cli.ts";

const slug = "aligned-store";
let cache = "";

/** A fresh copy of the fixture with one file of its reproducer changed. */
async function copyWith(
  file: string,
  find: string,
  put: string,
): Promise<string> {
  const root = await copyOf(slug);
  const path = join(root, "repros", slug, file);
  const before = await readFile(path, "utf8");
  expect(before, `${file} must hold ${find}`).toContain(find);
  await writeFile(path, before.replace(find, put));
  return root;
}

function mutants(root: string, ...args: string[]) {
  return misbuilt(
    ["verify", slug, "--mutants", "--root", root, "--json", ...args],
    cache,
  );
}

beforeAll(async () => {
  cache = await temporary();
});

describe("verify --mutants", () => {
  it("catches a repaired, a foreign and a sabotaged mutant; recorded, only one runs again", async () => {
    const root = await copyOf(slug);
    const run = await mutants(root, "--record");
    expect(run.code, run.stderr).toBe(0);
    const report = parse(run);
    expect(report.cells).toEqual([]);
    expect(report.summary).toMatchObject({ caught: 3, missed: 0 });
    expect(
      report.mutants.map((one) => [
        ...[one.mutant, one.case, one.kind],
        ...[one.outcome, one.expected, one.caught],
      ]),
    ).toEqual([
      [
        "half-an-alignment-off",
        "aligned",
        "sabotaged",
        "hazard",
        "hazard",
        true,
      ],
      ["unaligned-store", "hazard", "repaired", "clean", "clean", true],
      ["undefined-instruction", "hazard", "foreign", "error", "error", true],
    ]);
    const again = parse(await mutants(root, "--changed"));
    expect(again.mutants).toHaveLength(1);
    // Another source file: all of them must run.
    const main = join(root, "repros", slug, "main.c");
    await writeFile(main, `${await readFile(main, "utf8")}\n`);
    expect(parse(await mutants(root, "--changed")).mutants).toHaveLength(3);
  });

  it("is red for a change that no case notices", async () => {
    const root = await copyWith(
      "repro.yaml",
      "put: (memory + OFFSET + 8)",
      "put: (memory + OFFSET + 0)",
    );
    const run = await mutants(root);
    expect(run.code).toBe(1);
    const report = parse(run);
    expect(report.summary).toMatchObject({ caught: 2, missed: 1 });
    expect(report.mutants[0]).toMatchObject({
      mutant: "half-an-alignment-off",
      outcome: "clean",
      expected: "hazard",
      caught: false,
    });
    expect(report.mutants[0]?.detail).toMatch(
      /^expected hazard, got clean: the case does not notice the change/,
    );
  });

  it("is red for a failure that passes as the hazard", async () => {
    const root = await copyWith(
      "repro.yaml",
      "{ file: main.c, find: puts(GREETING), put: __builtin_trap() }",
      "{ file: main.c, find: fflush(stdout), put: fflush(stdout); *(volatile int *)0 = 1 }",
    );
    const run = await mutants(root);
    expect(run.code).toBe(1);
    expect(parse(run).mutants[2]).toMatchObject({
      mutant: "undefined-instruction",
      outcome: "hazard",
      caught: false,
    });
  });

  it("is red where another failure than the meant one shows", async () => {
    const root = await copyWith("repro.yaml", "exit: 132", "exit: 133");
    const run = await mutants(root);
    expect(run.code).toBe(1);
    expect(parse(run).mutants[2]?.detail).toMatch(
      /^it is error, as it must be, but not by the failure that its sign describes/,
    );
  });

  it.each([
    ["find: _mm_store_si128", "find: no such text", /change\[0\]\.find/],
    ["find: _mm_store_si128", "find: store", /exactly once in main\.c/],
    ["case: aligned", "case: no-such-case", /half-an-alignment-off/],
  ])("names file and field where %s is %s", async (find, put, message) => {
    const root = await copyWith("repro.yaml", find, put);
    const run = await mutants(root);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(message);
    expect(run.stderr).toMatch(/repros\/aligned-store\/repro\.yaml/);
  });
});

describe("the affected check", () => {
  it.each([
    ["a false all-clear", 'echo "affected" && exit 1', 'echo "not affected"'],
    ["a false alarm", 'echo "not affected"', 'echo "affected"; exit 1'],
    ["words without their exit status", "exit 1", "exit 0"],
    ["no answer", 'echo "not affected"', "echo fine"],
  ])("is red for %s", async (_, find, put) => {
    const root = await copyWith("affected.sh", find, put);
    const run = await misbuilt(
      ["verify", slug, "--root", root, "--json"],
      cache,
    );
    expect(run.code).toBe(1);
    const wrong = parse(run).cells.filter((cell) => !cell.ok);
    expect(wrong.length).toBeGreaterThan(0);
    for (const cell of wrong) {
      expect(cell.outcome).toBe(cell.expected);
      expect(cell.detail).toMatch(/affected\.sh (says|gave no answer)/);
    }
  });

  it("may differ where the manifest declares it", async () => {
    const root = await copyWith(
      "affected.sh",
      'echo "not affected"',
      'echo "cannot tell"; exit 2',
    );
    const manifest = join(root, "repros", slug, "repro.yaml");
    const text = await readFile(manifest, "utf8");
    const declared =
      "    affected: [{ answer: cannot-tell, reason: It was changed to say so. }]\n";
    await writeFile(
      manifest,
      text
        .replace('    env: { OFFSET: "0" }\n', `$&${declared}`)
        .replace('    env: { ASSERT: "1" }\n', `$&${declared}`),
    );
    const run = await misbuilt(
      ["verify", slug, "--root", root, "--json"],
      cache,
    );
    expect(run.code, run.stdout).toBe(0);
  });
});
