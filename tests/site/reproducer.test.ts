import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { cellKey, nameOf } from "../../src/catalog/cells/cell.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import { reproducer } from "../../src/catalog/schema/index.ts";
import { archive } from "../../src/site/archive.ts";
import {
  archiveFiles,
  byHand,
  toolWords,
  type ByHand,
} from "../../src/site/reproducer.ts";

const root = join(import.meta.dirname, "../..");
const known = await loadCatalogue(root);
const toolchains = known.toolchains?.data;
if (toolchains === undefined) throw new Error("no repros/toolchains.yaml");
const repros = [...known.repros.values()].map(
  ({ slug, folder, files, data, sources }) => ({
    slug,
    manifest: data,
    sources,
    files: files.map((path) => ({
      path,
      bytes: readFileSync(join(root, folder, path)),
      executable: false,
    })),
  }),
);

function handOf(repro: (typeof repros)[number]): ByHand {
  const hand = byHand(
    repro,
    `https://host.example/repros/${repro.slug}.tar.gz`,
    toolchains ?? { schemaVersion: 1, tools: {} },
  );
  if (hand === undefined)
    throw new Error(`${repro.slug} has no hazard to show`);
  return hand;
}

/** What a POSIX shell has in its environment after the second line up to its scripts, without what it had before. */
function environmentOf({ lines: [, run] }: ByHand): Record<string, string> {
  const set = run.slice(0, run.indexOf("; sh "));
  const printed = execFileSync("sh", ["-c", `${set}; env -0`], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  const pairs = printed.split("\0").map((one) => {
    const at = one.indexOf("=");
    return [one.slice(0, at), one.slice(at + 1)] as const;
  });
  return Object.fromEntries(
    pairs.filter(
      ([name]) => !["", "PATH", "PWD", "OLDPWD", "SHLVL", "_"].includes(name),
    ),
  );
}

describe.for(repros)("the lines on the page of $slug", (repro) => {
  const hand = handOf(repro);
  const { cell, lines } = hand;

  test("set the variables that verify sets for that cell, and no others", () => {
    const { definition, tools, params } = cell;
    const sources = Object.entries(tools).map(
      ([tool]) => toolchains.tools[tool],
    );
    const { OUT: out, ...set } = environmentOf(hand);
    expect(existsSync(out ?? "")).toBe(true);
    rmSync(out ?? "", { recursive: true });
    // verify gives scripts the manifest's variables, the cell's parameters, each tool in the variable of the lock file, and
    // what starts a program on another CPU.
    expect(Object.keys(set).sort()).toEqual(
      [
        ...Object.keys(definition.env),
        ...Object.keys(params),
        ...sources.map((source) => source?.env ?? "?"),
        ...(definition.machine?.cpu === undefined ? [] : ["EMULATOR"]),
      ].sort(),
    );
    expect(set).toMatchObject({ ...definition.env, ...params });
    const { executable = "" } = hand.tools[0] ?? {};
    if (hand.tools.length > 0) expect(basename(executable)).not.toBe("");
  });

  test("fetch its archive and call the case's own scripts", () => {
    const { slug } = repro;
    expect(lines[0]).toBe(
      `curl -sSO https://host.example/repros/${slug}.tar.gz && tar xzf ${slug}.tar.gz && cd ${slug}`,
    );
    const { build, run } = cell.definition;
    expect(lines[1].slice(lines[1].indexOf("; sh "))).toBe(
      `; sh ${build} && sh ${run}; echo "exit $?"`,
    );
    const paths = repro.files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining([build, run]));
  });
});

test("the node20 page names the Node that was run, in the variable that its scripts read", () => {
  const repro = repros.find(
    ({ slug }) => slug === "node20-liftoff-atomic-wait",
  );
  if (repro === undefined) throw new Error("no such reproducer");
  const hand = handOf(repro);
  expect(hand.lines[1]).toContain(" NODE=node;");
  expect(toolWords(hand)).toBe(
    "misbuilt runs it with Node.js 20.18.0 as `NODE`; put in your own.",
  );
});

test("a value that a shell would read otherwise is quoted, an empty one too", () => {
  const manifest = reproducer.parse({
    schemaVersion: 1,
    title: "t",
    tools: { "ld64.lld": { versions: ["19"], pinned: ["19"] } },
    signs: { hazard: { exit: 139 }, clean: { exit: 0 } },
    cases: [
      {
        id: "hazard",
        role: "hazard",
        label: "l",
        title: "t",
        tools: { "ld64.lld": "all" },
        env: { FLAG: "it's $HOME", EMPTY: "" },
        vary: { LEVEL: ["z", "s"] },
        expect: { outcome: "hazard" },
      },
      {
        id: "c",
        role: "control",
        label: "l",
        title: "t",
        tools: {},
        expect: { outcome: "clean" },
      },
    ],
  });
  const hand = handOf({ slug: "x", manifest, files: [], sources: "" });
  const { OUT: out, ...set } = environmentOf(hand);
  rmSync(out ?? "", { recursive: true });
  expect(set).toEqual({
    FLAG: "it's $HOME",
    EMPTY: "",
    LEVEL: "s",
    LD64_LLD: "/usr/lib/llvm-19/bin/ld64.lld",
  });
  expect(cellKey(nameOf(hand.cell))).toBe("x/hazard ld64.lld=19 LEVEL=s");
});

test("the printed lines, run as they are, print what the case is expected to print", () => {
  const repro = repros.find(
    ({ slug }) => slug === "general-protection-exception",
  );
  if (repro === undefined) throw new Error("no such reproducer");
  const hand = handOf(repro);
  const folder = mkdtempSync(join(tmpdir(), "misbuilt-by-hand-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(
    join(folder, `${repro.slug}.tar.gz`),
    archive(archiveFiles(repro)),
  );
  const [fetch, run] = hand.lines;
  const [, unpack] = fetch.split(" && tar ");
  const said = spawnSync("sh", ["-c", `tar ${unpack ?? ""} && ${run}`], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], TMPDIR: folder },
  });
  const expected = hand.cell.expectedFile ?? "";
  const file = repro.files.find(({ path }) => path === expected);
  expect(said.stdout).toBe(
    `${file?.bytes.toString("utf8") ?? "no file"}exit ${repro.manifest.signs.hazard.exit}\n`,
  );
});
