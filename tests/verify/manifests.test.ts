import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import { describeProblem } from "../../src/catalog/problem.ts";
import { copyOf, misbuilt, parse, temporary } from "./cli.ts";

const file = "repros/bad/repro.yaml";
const billion = Array.from(
  { length: 9 },
  (_, index) => `  a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`,
).join("\n");

/** What is wrong with a manifest, how it gets so, and what both check and verify say of it. */
const bad: readonly {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly says: string;
}[] = [
  {
    title: "a NUL in env",
    from: 'env: { OFFSET: "0" }',
    to: 'env: { OFFSET: "0\\0" }',
    says: `${file}:28 cases[1].env.OFFSET: a NUL character; expected text, which no program cuts short. Remove it.`,
  },
  {
    title: "two documents",
    from: "mutants:\n",
    to: "---\nmutants:\n",
    says: `${file}:45: a second document; expected one. Remove the line of three hyphens before it, or what follows it.`,
  },
  {
    title: "ten million cells",
    from: 'vary: { OFFSET: ["8", "24"] }',
    to: `vary: { OFFSET: ["8", "24"], ${["A", "B", "C", "D", "E", "F", "G"].map((name) => `${name}: [${"0,1,2,3,4,5,6,7,8,9".replaceAll(/\d/g, '"$&"')}]`).join(", ")} }`,
    says: `${file}:21 cases[0].vary: 20,000,000 cells; expected at most 10,000 combinations of versions and values. Vary less at a time.`,
  },
  {
    title: "an alias inside of what it stands for",
    from: "limits:\n  {",
    to: "limits: &limits\n  { more: *limits,",
    says: `${file}:8 limits.more: the alias *limits inside of what it stands for; expected a value that ends. Write the value.`,
  },
  {
    title: "aliases that stand for a billion values",
    from: "mutants:\n",
    to: `bomb:\n  a0: &a0 [0, 0]\n${billion}\nmutants:\n`,
    says: `${file}:48 bomb.a2[0]: the alias *a1 of what holds aliases itself; expected values written out, or aliases of those. Write the value.`,
  },
  {
    title: "a limit below zero",
    from: "memoryMiB: 1024",
    to: "memoryMiB: -1",
    says: `${file}:8 limits.memoryMiB: found -1; expected more than 0 (Address space of one process, in MiB.`,
  },
  {
    title: "a version that the manifest does not list",
    from: "tools: { cc: all }\n    env",
    to: 'tools: { cc: ["9"] }\n    env',
    says: "",
  },
];

describe.for(bad)("$title", ({ from, to, says }) => {
  test("costs the cells of that reproducer alone, and is named", async () => {
    const root = await copyOf("aligned-store");
    const [sound, other] = ["aligned-store", "bad"].map((name) =>
      join(root, "repros", name),
    );
    await cp(sound ?? "", other ?? "", { recursive: true });
    const manifest = await readFile(join(root, file), "utf8");
    expect(manifest).toContain(from);
    await writeFile(
      join(root, file),
      manifest.replace(from, () => to),
    );
    const run = await misbuilt(
      ["verify", "--root", root, "--json", "--case", "aligned"],
      await temporary(),
    );
    expect(run.code, run.stderr).toBe(2);
    const { cells, summary } = parse(run);
    expect(cells.map((cell) => [cell.repro, cell.case])).toEqual([
      ["aligned-store", "aligned"],
    ]);
    expect(summary).toMatchObject({ ok: 1, drift: 0, error: 0 });
    const { problems } = await loadCatalogue(root);
    if (says === "") {
      expect(run.stderr).toContain(
        `left out: ${file}: case aligned: tools.cc: version "9" is not in the manifest's tools.cc.versions (debian)`,
      );
      return;
    }
    expect(run.stderr).toContain(`left out: ${says}`);
    expect(problems.map(describeProblem).join("\n")).toContain(says);
  });
});

test("a file name that is not UTF-8 is named, and costs that reproducer alone", async () => {
  const root = await copyOf("aligned-store");
  const sound = join(root, "repros/aligned-store");
  await cp(sound, join(root, "repros/bad"), { recursive: true });
  await writeFile(
    Buffer.concat([
      Buffer.from(join(root, "repros/bad/expected/odd-")),
      Buffer.from([0xff, 0x0a]),
    ]),
    "",
  );
  const run = await misbuilt(
    ["verify", "--root", root, "--case", "aligned"],
    await temporary(),
  );
  expect(run.code).toBe(2);
  expect(run.stdout).toContain("aligned-store");
  const says =
    "repros/bad/expected/odd-\\xff\\x0a: a name that is not UTF-8; expected a name that every machine and archive writes alike. Rename the file.";
  expect(run.stderr).toContain(`left out: ${says}`);
  const { problems } = await loadCatalogue(root);
  expect(problems.map(describeProblem)).toContain(says);
});

test("where no manifest can be read, nothing runs", async () => {
  const root = await copyOf("aligned-store");
  const manifest = join(root, "repros/aligned-store/repro.yaml");
  await writeFile(manifest, "schemaVersion: 2\n");
  const run = await misbuilt(["verify", "--root", root], await temporary());
  expect(run.code).toBe(2);
  expect(run.stdout).toBe("");
  expect(run.stderr).toContain(
    "repros/aligned-store/repro.yaml:1 schemaVersion",
  );
  expect(run.stderr).toContain("misbuilt: no reproducer is left");
});
