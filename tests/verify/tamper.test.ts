import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { linesOf } from "../../src/catalog/history/chain.ts";
import { historyPath } from "../../src/catalog/history/history.ts";
import { loadVerdict } from "../../src/verify/load.ts";
import { copyOf, misbuilt, parse, temporary } from "./cli.ts";

const slug = "aligned-store";
let cache = "";

/** Changes a file of a fresh copy and verifies it. */
async function tampered(
  file: string,
  change: (text: string) => string,
  args: readonly string[] = [],
) {
  const root = await copyOf(slug);
  const path = join(root, "repros", slug, file);
  const before = await readFile(path, "utf8");
  const after = change(before);
  expect(after, `${file} must really change`).not.toBe(before);
  await writeFile(path, after);
  const run = await misbuilt(
    ["verify", slug, "--root", root, "--json", ...args],
    cache,
  );
  return { root, path, run };
}

/** The lock file with a C compiler that is not there and that nothing can install. */
function withoutCompiler(text: string): string {
  return text
    .replace("source: apt", "source: npm")
    .replace("package: gcc, executable: cc", "executable: nowhere/cc");
}

beforeAll(async () => {
  cache = await temporary();
});

describe("an untouched reproducer", () => {
  it("is as expected on both sides, and a second time from the cache", async () => {
    const root = await copyOf(slug);
    const first = await misbuilt(
      ["verify", slug, "--root", root, "--json"],
      cache,
    );
    expect(first.code, first.stderr).toBe(0);
    const report = parse(first);
    expect(report.summary).toEqual({
      ok: 5,
      drift: 0,
      unavailable: 0,
      error: 0,
      caught: 0,
      missed: 0,
    });
    expect(
      report.cells.map((cell) => [cell.case, cell.params, cell.outcome]),
    ).toEqual([
      ["aligned", {}, "clean"],
      ["hazard", { OFFSET: "24" }, "hazard"],
      ["hazard", { OFFSET: "8" }, "hazard"],
      ["refused", { OFFSET: "16" }, "clean"],
      ["refused", { OFFSET: "8" }, "blocked"],
    ]);
    expect(report.cells.map((cell) => cell.exit)).toEqual([
      { build: 0, run: 0 },
      { build: 0, run: 139 },
      { build: 0, run: 139 },
      { build: 0, run: 0 },
      { build: 1, run: null },
    ]);
    expect(report.cells.map((cell) => cell.affected)).toEqual([
      "not-affected",
      "affected",
      "affected",
      "not-affected",
      null,
    ]);
    expect(report.cells[1]?.facts).toEqual({ offset: 24 });
    const second = await misbuilt(
      ["verify", slug, "--root", root, "--json"],
      cache,
    );
    expect(second.code).toBe(0);
    expect(second.stderr).toMatch(/5 of 5 cells answered from earlier runs/);
    expect(parse(second).cells.every((cell) => cell.cached)).toBe(true);
  });
});

describe("a tampered reproducer turns the run red and says why", () => {
  it("a workaround that does nothing any more", async () => {
    const { run } = await tampered("buffer.h", (text) =>
      text.replace("(memory + OFFSET)", "(memory + OFFSET + 8)"),
    );
    expect(run.code).toBe(1);
    const cell = parse(run).cells.find((one) => one.case === "aligned");
    expect(cell).toMatchObject({ outcome: "hazard", ok: false });
    expect(cell?.detail).toMatch(
      /^expected clean, got hazard \(run exited 139 \(SIGSEGV\)\).*repro\.yaml$/s,
    );
  });

  it("an emptied region", async () => {
    const { run } = await tampered("buffer.h", (text) =>
      text.replace(
        /(region place \*\/\n)[^]*?(\/\* misbuilt:endregion)/,
        "$1$2",
      ),
    );
    // Nothing builds, and that fits no sign: neither the hazard nor its absence is shown.
    expect(run.code).not.toBe(0);
    const cell = parse(run).cells.find((one) => one.case === "aligned");
    expect(cell?.ok).toBe(false);
    expect(cell?.detail).toMatch(/PLACE/);
  });

  it("a hazard that disappeared", async () => {
    const { run } = await tampered("main.c", (text) =>
      text.replace("_mm_store_si128", "_mm_storeu_si128"),
    );
    expect(run.code).toBe(1);
    expect(parse(run).summary.drift).toBe(2);
  });

  it("an edited line of the expected output, with the difference", async () => {
    const { run } = await tampered("expected/hazard.txt", (text) =>
      text.replace("8 modulo 16", "9 modulo 16"),
    );
    expect(run.code).toBe(1);
    const cell = parse(run).cells.find((one) => one.case === "hazard");
    expect(cell?.detail).toContain("-storing 16 bytes at 9 modulo 16");
    expect(cell?.detail).toContain("+storing 16 bytes at 8 modulo 16");
    expect(cell?.detail).toContain(
      "verify aligned-store --case hazard --bless",
    );
  });

  it("a missing expected output", async () => {
    const root = await copyOf(slug);
    await rm(join(root, "repros", slug, "expected/aligned.txt"));
    const run = await misbuilt(["verify", "--root", root, "--json"], cache);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain("expected/aligned.txt is missing");
  });

  it("an expectation that says the opposite", async () => {
    const { run } = await tampered("repro.yaml", (text) =>
      text.replace("expect: { outcome: hazard }", "expect: { outcome: clean }"),
    );
    expect(run.code).toBe(1);
  });

  it("signs that no longer tell the outcomes apart", async () => {
    const { run } = await tampered("repro.yaml", (text) =>
      text.replace(
        '{ exit: 139, prints: ["storing 16 bytes"] }',
        "{ exit: 0 }",
      ),
    );
    expect(run.code).toBe(2);
    expect(run.stdout).toContain("fits the signs of hazard and clean");
  });

  it("a preparation that fails", async () => {
    const { run } = await tampered(
      "prepare.sh",
      () => "echo no luck >&2\nexit 7\n",
    );
    expect(run.code).toBe(2);
    expect(parse(run).cells[0]?.detail).toBe(
      "repros/aligned-store/prepare.sh: it exited 7: no luck",
    );
  });

  it("a tool that is not there", async () => {
    const root = await copyOf(slug);
    const lock = join(root, "repros/toolchains.yaml");
    const text = await readFile(lock, "utf8");
    await writeFile(lock, withoutCompiler(text));
    const run = await misbuilt(["verify", "--root", root, "--json"], cache);
    expect(run.code).toBe(2);
    const report = parse(run);
    expect(report.summary.unavailable).toBe(5);
    expect(report.cells[0]?.detail).toMatch(
      /^cc debian: node_modules\/nowhere\/cc is not there; npm install$/,
    );
  });

  it("a script whose facts are no JSON", async () => {
    const { run } = await tampered("build.sh", (text) =>
      text.replace('printf \'{"offset"', "printf '{offset"),
    );
    expect(run.code).toBe(2);
    expect(run.stdout).toContain("$OUT/facts.json: ");
  });
});

describe("--bless", () => {
  it("rewrites the expected output, shows the difference, and the run is green", async () => {
    const { path, run } = await tampered(
      "expected/aligned.txt",
      (text) => text.replace("returned", "came back"),
      ["--bless"],
    );
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain(
      "blessed repros/aligned-store/expected/aligned.txt",
    );
    expect(run.stderr).toContain("-came back\n+returned");
    expect(await readFile(path, "utf8")).toContain("\nreturned\n");
  });

  it("never makes a wrong outcome right", async () => {
    const root = await copyOf(slug);
    const folder = join(root, "repros", slug);
    const before = await readFile(join(folder, "expected/hazard.txt"), "utf8");
    const source = await readFile(join(folder, "main.c"), "utf8");
    await writeFile(
      join(folder, "main.c"),
      source.replace("_mm_store_si128", "_mm_storeu_si128"),
    );
    const run = await misbuilt(
      ["verify", "--root", root, "--json", "--bless"],
      cache,
    );
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/not blessed: aligned-store\/hazard/);
    expect(await readFile(join(folder, "expected/hazard.txt"), "utf8")).toBe(
      before,
    );
  });
});

describe("bad usage is one line and exit 2", () => {
  it.each([
    [
      ["no-such-repro"],
      /no reproducer "no-such-repro" in repros\/: there are aligned-store/,
    ],
    [["--case", "nope"], /no case "nope": there are aligned, hazard, refused/],
    [
      ["--tool", "zig=1"],
      /no reproducer here uses the tool "zig": there are cc/,
    ],
    [["--tool", "cc=9"], /no cell uses cc 9: there are debian/],
    [["--tool", "cc"], /expected a tool and its version/],
    [["--shard", "5/4"], /expected i\/N/],
    [["--jobs", "0"], /expected a number from 1 on/],
    [["--sandbox", "jail"], /expected one of auto, bwrap, none/],
  ])("%j", async (args, message) => {
    const root = await copyOf(slug);
    const run = await misbuilt(["verify", "--root", root, ...args], cache);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe("");
    expect(run.stderr).toMatch(message);
    expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("a manifest that is no YAML names its file", async () => {
    const { run } = await tampered("repro.yaml", (text) => `${text}\n\t{`);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/repros\/aligned-store\/repro\.yaml:\d+: /);
  });

  it("a manifest with an unknown field names file and field", async () => {
    const { run } = await tampered("repro.yaml", (text) =>
      text.replace("seconds: 20", "seconds: -1"),
    );
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(
      /repro\.yaml:\d+ limits\.seconds: found -1; expected more than 0/,
    );
  });
});

describe("--record", () => {
  it("writes the same bytes for the same run, keeps what did not run, and drops what other sources measured", async () => {
    const root = await copyOf(slug);
    const file = join(root, "content/verdicts/aligned-store.json");
    const verify = (...args: string[]) =>
      misbuilt(
        ["verify", "--root", root, "--json", "--record", ...args],
        cache,
      );
    expect((await verify()).code).toBe(0);
    const all = await readFile(file, "utf8");
    const history = join(root, historyPath(slug));
    const lines = async () => linesOf(await readFile(history, "utf8")).length;
    // Header, cells, and where they were seen.
    expect(await lines()).toBe(3);
    // Cells of the cache carry the same measurement, whichever run asks for them: there is nothing new to say.
    await verify();
    expect(await lines()).toBe(3);
    expect(await readFile(file, "utf8")).toBe(all);
    // Another run that finds the same leaves what was found, and is a line of the history.
    expect((await verify("--case", "aligned", "--no-cache")).code).toBe(0);
    expect(await lines()).toBe(4);
    expect(await readFile(file, "utf8")).toBe(all);
    expect(all.match(/"case":/g)).toHaveLength(5);
    const runs = (await loadVerdict(root, slug))?.cells.map(({ run }) => run);
    expect(new Set(runs?.slice(1)).size).toBe(1);
    expect(runs?.[0]).not.toBe(runs?.[1]);
    const readme = join(root, "repros", slug, "README.md");
    await writeFile(readme, "Words.\n");
    await verify("--case", "aligned");
    expect((await readFile(file, "utf8")).match(/"case":/g)).toHaveLength(1);
  });

  it("does not replace a good outcome with an error", async () => {
    const root = await copyOf(slug);
    const file = join(root, "content/verdicts/aligned-store.json");
    await misbuilt(["verify", "--root", root, "--record"], cache);
    const before = await readFile(file, "utf8");
    const lock = join(root, "repros/toolchains.yaml");
    const text = await readFile(lock, "utf8");
    await writeFile(lock, withoutCompiler(text));
    const run = await misbuilt(["verify", "--root", root, "--record"], cache);
    expect(run.code).toBe(2);
    expect(await readFile(file, "utf8")).toBe(before);
  });
});
