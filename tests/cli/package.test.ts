import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { siteOf } from "../../src/cli/place.ts";
import { buildPackage, manifestFor } from "../../src/package/build.ts";
import { misbuilt, repository, run, type Run } from "./run.ts";

const log = "tests/corpus/logs/merge-gdb.log";

/** A reader’s folder: the package is installed in it from its tarball, without a network. */
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "misbuilt-package-"));
  await buildPackage(join(folder, "package"), { env: {} });
  const npm = (...args: string[]) => run("npm", args, process.env, folder);
  const packed = await npm("pack", "--json", "./package");
  expect([packed.code, packed.err]).toEqual([0, ""]);
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const { code, err } = await npm(
    ...["install", "--offline", "--no-audit", "--no-fund"],
    "./misbuilt-0.1.0.tgz",
  );
  expect([code, err]).toEqual([0, ""]);
});

function installed(...args: string[]): Promise<Run> {
  const bin = join(folder, "node_modules/.bin/misbuilt");
  return run(process.execPath, [bin, ...args]);
}

test("its help lists what a reader can call, and no more", async () => {
  const { code, out, err } = await installed("--help");
  expect([code, err]).toEqual([0, ""]);
  expect([...out.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name)).toEqual([
    "list",
    "show",
    "diagnose",
  ]);
  expect(out).not.toContain("npm run");
  expect((await installed("diagnose", "--help")).out).not.toContain("--root");
  expect((await installed("--version")).out).toBe("0.1.0\n");
  expect(await installed("verify")).toEqual({
    code: 2,
    out: "",
    err: 'misbuilt: no command "verify": misbuilt --help lists them\n',
  });
});

test.for([
  ["list"],
  ["list", "--json"],
  ["list", "--tool", "zig=0.15.2"],
  ["list", "--json", "--tool", "node=24.18.0"],
  ["list", "--tool", "gcc=12.2"],
  ["show", "MB0001"],
  ["show", "rustc-oz-cgu1-miscompile", "--json"],
  ["show", "exc-i386-gpflt"],
  ["show", "zig-macho-tls-misaligned"],
  ["diagnose", log],
  ["diagnose", "--json", log, "tests/corpus/logs/liftoff-note.log"],
])("misbuilt %j: the same as from the sources", async (args) => {
  const [there, here] = [await installed(...args), await misbuilt(args)];
  expect(there).toEqual(here);
  expect(there.out + there.err).not.toBe("");
});

describe("a finding says where its page can be read", () => {
  test("in the terminal, where the site has no address", async () => {
    const { code, out } = await installed("diagnose", log);
    expect(code).toBe(0);
    expect(out).toMatch(/^MB0004 .*\n.*\n {2}misbuilt show MB0004\n/);
    expect(out).not.toContain("/hazards/");
    expect((await installed("show", "MB0004")).code).toBe(0);
    const json: unknown = JSON.parse(
      (await installed("diagnose", "--json", log)).out,
    );
    expect(json).toMatchObject({
      findings: [{ url: "/hazards/zig-elf-merge-misalignment/" }],
    });
  });

  test("at its address, where the package was made for a site", async () => {
    const site = { SITE_URL: "https://misbuilt.example", SITE_BASE: "/docs" };
    const file = join(folder, "node_modules/misbuilt/package.json");
    const made = await readFile(file, "utf8");
    await writeFile(file, JSON.stringify(await manifestFor("", siteOf(site))));
    const { out } = await installed("diagnose", log);
    await writeFile(file, made);
    expect(out).toContain(
      "\n  https://misbuilt.example/docs/hazards/zig-elf-merge-misalignment/\n",
    );
  });
});

test("of other packages only what the readers’ commands call is in it: no schemas, no YAML, no Astro", async () => {
  const code = join(folder, "node_modules/misbuilt/code");
  const bundled = new Set<string | undefined>();
  for (const name of await readdir(code)) {
    const text = await readFile(join(code, name), "utf8");
    for (const [, from] of text.matchAll(/^\/\/ node_modules\/([^/]+)/gm))
      bundled.add(from);
  }
  expect([...bundled]).toEqual(["semver"]);
});

test("a program imports it with its types, and nothing else is installed", async () => {
  await writeFile(
    join(folder, "program.ts"),
    [
      'import { diagnose, hazards, type Finding } from "misbuilt";',
      'import { createReadStream } from "node:fs";',
      "const { findings } = await diagnose(createReadStream(process.argv[2]!));",
      "const first: Finding | undefined = findings[0];",
      'const sure: "certain" | "likely" | "possible" | undefined = first?.confidence;',
      "console.log(first?.code, sure, (await hazards())[0]?.code);",
      "// @ts-expect-error: not a log",
      "if (false) await diagnose(1);",
    ].join("\n"),
  );
  const checked = await run(
    join(repository, "node_modules/.bin/tsc"),
    [
      ...["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024"],
      ...["--types", "node", "--typeRoots"],
      join(repository, "node_modules/@types"),
      "program.ts",
    ],
    process.env,
    folder,
  );
  expect([checked.out, checked.code]).toEqual(["", 0]);
  const ran = await run(process.execPath, [
    join(folder, "program.ts"),
    join(repository, log),
  ]);
  expect(ran).toEqual({ code: 0, out: "MB0004 certain MB0001\n", err: "" });
  const lock: unknown = JSON.parse(
    await readFile(join(folder, "node_modules/.package-lock.json"), "utf8"),
  );
  expect(lock).toMatchObject({ packages: { "node_modules/misbuilt": {} } });
  expect(JSON.stringify(lock).match(/node_modules\//g)).toHaveLength(1);
});
