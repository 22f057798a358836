import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import {
  edit,
  hazardFile,
  makeCatalogue,
  slug,
  symptom,
  symptomFile,
} from "../catalog/fixture.ts";
import { main, misbuilt, repository, run } from "./run.ts";

const escape = "\u001b[";

test("--help lists every command and exits 0", async () => {
  const { code, out, err } = await misbuilt(["--help"]);
  expect([code, err]).toEqual([0, ""]);
  for (const { name, summary } of commands)
    expect(out).toMatch(
      new RegExp(`^ {2}${name} +${summary.slice(0, 20)}`, "m"),
    );
});

test.for(commands.map(({ name }) => name))(
  "%s --help names its options, exit codes and examples",
  async (name) => {
    const { code, out, err } = await misbuilt([name, "--help"]);
    expect([code, err]).toEqual([0, ""]);
    for (const part of [
      "misbuilt",
      "options:",
      "--json",
      "--help",
      "exit status:",
      "examples:",
    ])
      expect(out).toContain(part);
    const command = await commands.find((one) => one.name === name)?.load();
    for (const option of Object.keys(command?.options ?? {}))
      expect(out).toContain(`--${option}`);
  },
);

test("the reference page has every command, and every exit status of it", async () => {
  const page = "src/components/reference/Commands.astro";
  const text = await readFile(join(repository, page), "utf8");
  for (const command of commands) {
    const { name } = command;
    const [, row = ""] =
      new RegExp(`\\[\\s*"${name}[" ]([^]*?)\\],\n`).exec(text) ?? [];
    const said = /"([^"]*)",?\s*$/.exec(row)?.[1] ?? "";
    const codes = [...said.matchAll(/(?:^|; )(\d+)/g)].map(([, code]) => code);
    expect([name, ...codes]).toEqual([
      name,
      ...Object.keys((await command.load()).exits),
    ]);
  }
});

interface Misuse {
  readonly args: readonly string[];
  readonly says: string;
}

const misuses: readonly Misuse[] = [
  {
    args: ["chek"],
    says: 'misbuilt: no command "chek": did you mean check? misbuilt --help lists them\n',
  },
  {
    args: ["--verbose", "list"],
    says: 'misbuilt: expected a command before "--verbose"; misbuilt --help lists them\n',
  },
  {
    args: ["list", "--bogus"],
    says: "misbuilt: Unknown option '--bogus'; see misbuilt list --help\n",
  },
  {
    args: ["check", "x"],
    says: "misbuilt: check takes no names; it checks everything\n",
  },
  {
    args: ["doctor", "extra"],
    says: "misbuilt: doctor takes no names; it looks at every tool and reproducer\n",
  },
  {
    args: ["discover", "extra"],
    says: "misbuilt: discover takes no names; it asks for every tool\n",
  },
  {
    args: ["nightly", "extra"],
    says: "misbuilt: nightly takes no names; it runs everything\n",
  },
  {
    args: ["verify", "zig=0.15.2"],
    says: 'misbuilt: "zig=0.15.2" is no reproducer: a tool and its version are --tool zig=0.15.2\n',
  },
  {
    args: ["list", "--root", "/nonexistent"],
    says: "misbuilt: --root /nonexistent: there is no such folder\n",
  },
  {
    args: ["check", "--root", "/dev"],
    says: "misbuilt: --root /dev: expected a catalogue, with content/ or repros/ in it\n",
  },
  {
    args: ["show"],
    says: "misbuilt: show takes one code or slug, such as misbuilt show MB0001; misbuilt list has them all\n",
  },
  {
    args: ["new", "Not_A_Slug"],
    says: 'misbuilt: the slug is "Not_A_Slug"; expected lower-case words joined by hyphens, at most 80 letters\n',
  },
  {
    args: ["new", "x", "--symptom"],
    says: "misbuilt: Option '--symptom <value>' argument missing; see misbuilt new --help\n",
  },
];

test.for(misuses)(
  "misbuilt $args: one line, exit 2",
  async ({ args, says }) => {
    expect(await misbuilt(args)).toEqual({ code: 2, out: "", err: says });
  },
);

test("without a command the help goes to stderr, exit 2", async () => {
  const { code, out, err } = await misbuilt([]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("usage: misbuilt");
});

test("list prints a line for each hazard, and its JSON has stable keys", async () => {
  const root = await makeCatalogue();
  const text = await misbuilt(["list", "--root", root]);
  expect(text.out).toBe(
    `CODE    STATUS     VERIFIED    HAZARD\nMB0001  by-design  2026-01-03  ${slug}: -ffast-math makes isnan answer no for a NaN\n`,
  );
  const { code, out, err } = await misbuilt(["list", "--json", "--root", root]);
  expect([code, err]).toEqual([0, ""]);
  const parsed: unknown = JSON.parse(out);
  expect(parsed).toEqual({
    schemaVersion: 1,
    hazards: [
      {
        code: "MB0001",
        slug,
        title: "-ffast-math makes isnan answer no for a NaN",
        summary:
          "With -ffast-math the compiler may assume that no NaN exists, and folds every test for one to false; a check of input then lets a NaN through.",
        seen: "no message: a NaN passes a check that is there to stop it",
        status: "by-design",
        statusNote: "documented behaviour of -ffinite-math-only",
        symptoms: [symptom],
        url: `/hazards/${slug}/`,
        verification: "verified",
        lastVerified: "2026-01-03T04:05:06Z",
        updated: "2026-01-02",
      },
    ],
  });
});

test("list --tool says what hits a version, and how that is known", async () => {
  const root = await makeCatalogue();
  const ask = (...args: string[]) =>
    misbuilt(["list", "--root", root, "--tool", ...args]);
  // People call it g++ too, and leave the last number out.
  const text = await ask("g++=12.2");
  expect(text).toEqual({
    code: 0,
    out: `GCC 12.2.0\nCODE    ANSWER    GROUND    HAZARD\nMB0001  affected  measured  ${slug}\n`,
    err: "",
  });
  expect((await ask("gcc=13.1.0")).out).toContain(
    `MB0001  unknown  newer than 12.2.0, the newest that was measured  ${slug}`,
  );
  const { code, out, err } = await ask("gcc=12", "--json");
  expect([code, err]).toEqual([0, ""]);
  const parsed: unknown = JSON.parse(out);
  expect(parsed).toEqual({
    schemaVersion: 1,
    tool: "gcc",
    title: "GCC",
    version: "12.2.0",
    hazards: [
      {
        code: "MB0001",
        slug,
        title: "-ffast-math makes isnan answer no for a NaN",
        url: `/hazards/${slug}/`,
        status: "by-design",
        answer: "affected",
        effect: null,
        ground: "measured",
        because: "case hazard",
        conditions: "",
        fixed: null,
      },
    ],
  });
});

test("list --tool of a tool that no hazard names exits 2 and says which there are", async () => {
  const root = await makeCatalogue();
  expect(
    await misbuilt(["list", "--root", root, "--tool", "zig=0.15.2"]),
  ).toEqual({
    code: 2,
    out: "",
    err: 'misbuilt: no hazard here names a tool "zig". There are gcc\n',
  });
});

test("list says which file it had to leave out", async () => {
  const root = await makeCatalogue();
  await edit(root, hazardFile, "languages:", "langs:");
  const { code, out, err } = await misbuilt(["list", "--json", "--root", root]);
  expect([code, JSON.parse(out)]).toEqual([
    0,
    { schemaVersion: 1, hazards: [] },
  ]);
  expect(err).toBe(
    `misbuilt: left out what does not fit its schema: ${hazardFile}; misbuilt check tells why\n`,
  );
});

test("show finds a hazard by code in any case and by slug", async () => {
  const root = await makeCatalogue();
  const bySlug = await misbuilt(["show", slug, "--root", root]);
  const byCode = await misbuilt(["show", "mb0001", "--root", root]);
  expect(byCode).toEqual(bySlug);
  expect(bySlug.code).toBe(0);
  for (const part of [
    "The fix",
    "has_nan_bits",
    "What does not work",
    "Evidence",
    "as expected",
  ])
    expect(bySlug.out).toContain(part);
});

test("show --json has the front matter, the snippet’s text and the cases", async () => {
  const root = await makeCatalogue();
  const { out } = await misbuilt(["show", slug, "--json", "--root", root]);
  expect(out).toContain('"text": "#include <stdint.h>\\n');
  const parsed: unknown = JSON.parse(out);
  expect(parsed).toMatchObject({
    schemaVersion: 1,
    hazard: {
      code: "MB0001",
      slug,
      workarounds: [
        {
          id: "bit-test",
          snippet: { file: `repros/${slug}/victim.c`, region: "bit-test" },
        },
      ],
      cases: [{ id: "hazard", ok: true }, { id: "bit-test" }, {}, {}],
    },
  });
});

test("show names the nearest hazards for an unknown one, exit 2", async () => {
  const root = await makeCatalogue();
  const show = (name: string) => misbuilt(["show", name, "--root", root]);
  expect(await show("fast-meth-nan")).toEqual({
    code: 2,
    out: "",
    err: `misbuilt: no hazard "fast-meth-nan". Did you mean "${slug}"? misbuilt list has them all\n`,
  });
});

test("show tells a symptom’s causes apart, and names the hazards among them", async () => {
  const root = await makeCatalogue();
  const text = await misbuilt(["show", symptom, "--root", root]);
  expect([text.code, text.err]).toEqual([0, ""]);
  expect(text.out).toContain(`misbuilt show ${slug}\n`);
  const { out } = await misbuilt(["show", symptom, "--json", "--root", root]);
  expect(JSON.parse(out)).toMatchObject({
    schemaVersion: 1,
    symptom: { slug: symptom, url: `/symptoms/${symptom}/` },
  });
});

test("check exits 0 on a sound catalogue and 1 on a broken one, in text and JSON", async () => {
  const root = await makeCatalogue();
  expect(await misbuilt(["check", "--root", root])).toEqual({
    code: 0,
    out: "nothing wrong: 1 hazard, 1 symptom, 1 reproducer, 1 verdict, 3 mutants, 0 excepted\n",
    err: "",
  });
  await edit(root, hazardFile, "region: bit-test", "region: bits");
  const text = await misbuilt(["check", "--root", root]);
  expect(text).toEqual({
    code: 1,
    out: `${hazardFile}:35 workarounds[0].snippets[0].region: no region "bits" in repros/${slug}/victim.c; expected one of its regions: bit-test. Put the lines between misbuilt:region bits and misbuilt:endregion bits.\n`,
    err: "1 problem\n",
  });
  const { code, out, err } = await misbuilt([
    "check",
    "--json",
    "--root",
    root,
  ]);
  expect([code, err]).toEqual([1, ""]);
  const parsed: unknown = JSON.parse(out);
  expect(parsed).toEqual({
    schemaVersion: 1,
    problems: [
      {
        file: hazardFile,
        field: "workarounds[0].snippets[0].region",
        line: 35,
        found: `no region "bits" in repros/${slug}/victim.c`,
        expected: "one of its regions: bit-test",
        todo: "Put the lines between misbuilt:region bits and misbuilt:endregion bits.",
        rule: "snippet",
      },
    ],
  });
});

test("new scaffolds a hazard that passes check, takes the next code, and overwrites nothing", async () => {
  const root = await makeCatalogue();
  const first = await misbuilt(["new", "lto-drops-init", "--root", root]);
  expect([first.code, first.err]).toEqual([0, ""]);
  expect(first.out).toMatch(/^MB0002 lto-drops-init\n {2}new {6}content\//);
  expect(first.out).toContain(
    "  4. misbuilt verify lto-drops-init --matrix --record",
  );
  const page = join(root, "content/hazards/lto-drops-init.mdx");
  const before = await readFile(page, "utf8");
  expect(before).not.toContain("evidence: reproduced");
  expect(await misbuilt(["new", "lto-drops-init", "--root", root])).toEqual({
    code: 2,
    out: "",
    err: "misbuilt: content/hazards/lto-drops-init.mdx is there already; choose another slug, or remove it first. Nothing was written\n",
  });
  expect(await readFile(page, "utf8")).toBe(before);
  const check = await misbuilt(["check", "--root", root]);
  expect([check.code, check.out]).toEqual([
    0,
    "nothing wrong: 2 hazards, 2 symptoms, 2 reproducers, 1 verdict, 6 mutants, 0 excepted\n",
  ]);
});

test("new adds a cause to a symptom that exists and leaves its other lines as they are", async () => {
  const root = await makeCatalogue();
  const before = await readFile(join(root, symptomFile), "utf8");
  const made = await misbuilt([
    "new",
    "other",
    "--symptom",
    symptom,
    "--root",
    root,
    "--json",
  ]);
  expect([made.code, made.err]).toEqual([0, ""]);
  expect(JSON.parse(made.out)).toMatchObject({
    code: "MB0002",
    symptom,
    changed: [symptomFile],
  });
  const after = await readFile(join(root, symptomFile), "utf8");
  const kept = new Set(after.split("\n"));
  expect(before.split("\n").filter((line) => !kept.has(line))).toEqual([]);
  expect(after).toContain("\n  - id: other\n");
  expect((await misbuilt(["check", "--root", root])).code).toBe(0);
});

test("new never gives a code again, not even one in a page that cannot be read", async () => {
  const root = await makeCatalogue();
  await edit(root, hazardFile, "code: MB0001", "code: MB0041\nbroken: ]");
  const { out } = await misbuilt(["new", "next", "--root", root, "--json"]);
  expect(JSON.parse(out)).toMatchObject({ code: "MB0042" });
});

test("the scaffold’s reproducer shows both sides when it is run by hand", async () => {
  const root = await makeCatalogue();
  const folder = join(root, "repros", slug);
  const out = join(root, "out");

  const env = (test: string) => ({ ...process.env, OUT: out, TEST: test });
  await run("mkdir", [out]);
  for (const [name, code, text] of [
    ["isnan", 1, "missed the NaN\n"],
    ["has_nan_bits", 0, "noticed the NaN\n"],
    ["differs_from_itself", 1, "missed the NaN\n"],
  ] as const) {
    expect((await run("sh", [join(folder, "build.sh")], env(name))).code).toBe(
      0,
    );
    expect(await run("sh", [join(folder, "run.sh")], env(name))).toEqual({
      code,
      out: text,
      err: "",
    });
  }
});

test("colours are for terminals: none in a pipe, and none with NO_COLOR", async () => {
  const root = await makeCatalogue();
  expect((await misbuilt(["list", "--root", root])).out).not.toContain(escape);

  const inTerminal = (env: Record<string, string>) =>
    run(
      "script",
      ["-qec", `${process.execPath} ${main} list --root ${root}`, "/dev/null"],
      { ...process.env, TERM: "xterm", NO_COLOR: "", ...env },
    );
  expect((await inTerminal({})).out).toContain(escape);
  expect((await inTerminal({ NO_COLOR: "1" })).out).not.toContain(escape);
});

test("a reader that goes away ends it quietly", async () => {
  const root = await makeCatalogue();
  const child = spawn(process.execPath, [main, "show", slug, "--root", root]);
  child.stdout.destroy();
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise((done) => child.on("close", done));
  expect([code, err]).toEqual([141, ""]);
});

test("what nobody foresaw is one line and exit 2, with the stack on demand", async () => {
  const root = await makeCatalogue();
  await rm(join(root, "repros", slug, "victim.c"));
  const plain = await misbuilt(["show", slug, "--root", root]);
  expect(plain).toEqual({
    code: 2,
    out: "",
    err: `misbuilt: repros/${slug}/victim.c: no such file (MISBUILT_DEBUG=1 shows where this happened)\n`,
  });
  const debug = await misbuilt(["show", slug, "--root", root], {
    MISBUILT_DEBUG: "1",
  });
  expect(debug.err).toMatch(/\n {4}at .*snippet\.ts/);
});
