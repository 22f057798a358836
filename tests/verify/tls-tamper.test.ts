import {
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cacheFolder } from "../../src/verify/cache.ts";
import { loadRepros } from "../../src/verify/load.ts";
import { exec } from "../../src/verify/exec.ts";
import { misbuilt, parse, repository, temporary } from "./cli.ts";

const slug = "zig-macho-tls-misalignment";
/** Zig is large: these tests share the machine’s own cache, and hide from it only what they break. */
const shared = dirname(cacheFolder());
let zig = "";

/** A repository with this reproducer alone, as it is now. */
async function copy(): Promise<string> {
  const root = await temporary();
  const to = join(root, "repros");
  await mkdir(to);
  await cp(join(repository, "repros", slug), join(to, slug), {
    recursive: true,
  });
  await cp(
    join(repository, "repros/toolchains.yaml"),
    join(to, "toolchains.yaml"),
  );
  return root;
}

async function change(
  root: string,
  file: string,
  edit: (text: string) => string,
): Promise<void> {
  const path = join(root, "repros", slug, file);
  const before = await readFile(path, "utf8");
  const after = edit(before);
  expect(after, `${file} must really change`).not.toBe(before);
  await writeFile(path, after);
}

const verify = (root: string, cache: string) =>
  misbuilt(["verify", slug, "--root", root, "--case", "pad", "--json"], cache);

beforeAll(async () => {
  const [repro] = await loadRepros(repository, [slug]);
  zig = repro?.manifest.tools["zig"]?.pinned[0] ?? "";
  expect(zig).not.toBe("");
  const run = await verify(await copy(), shared);
  expect(run.code, run.stderr + run.stdout).toBe(0);
}, 600_000);

describe("the proof of the Mach-O TLS hazard", () => {
  it("turns red when the workaround's region is emptied: the fault is back", async () => {
    const root = await copy();
    await change(root, "pad.cpp", (text) =>
      text.replace(
        /(misbuilt:region pad\b[^\n]*\n)[^]*?(\n[^\n]*misbuilt:endregion pad\b)/,
        "$1$2",
      ),
    );
    const run = await verify(root, shared);
    expect(run.code, run.stderr).toBe(1);
    const cell = parse(run).cells.find((one) => one.tools["zig"] === zig);
    expect(cell).toMatchObject({
      outcome: "hazard",
      expected: "clean",
      ok: false,
    });
    expect(cell?.exit.run).toBe(139);
    expect(cell?.detail).toContain("expected clean, got hazard");
  }, 300_000);

  it("turns red when one line of the expected output is edited", async () => {
    const root = await copy();
    await change(root, "expected/aligned.txt", (text) =>
      text.replace("main returned 0", "main returned 1"),
    );
    const run = await verify(root, shared);
    expect(run.code, run.stderr).toBe(1);
    const [cell] = parse(run).cells;
    expect(cell?.detail).toContain(`repros/${slug}/expected/aligned.txt`);
    expect(cell?.detail).toMatch(/^-.*main returned 1/m);
    expect(cell?.detail).toMatch(/^\+.*main returned 0/m);
  }, 300_000);

  it("cannot run, and says so, when the Zig in the cache is renamed", async () => {
    const cache = await temporary();
    const from = join(shared, "misbuilt/toolchains/zig");
    const to = join(cache, "misbuilt/toolchains/zig");
    await mkdir(to, { recursive: true });
    const [name] = (await readdir(from)).filter(
      (one) => one.startsWith(`${zig}-`) && !one.endsWith(".lock"),
    );
    // Hard links: the copy takes no room, and renaming in it changes nothing in the original.
    const linked = await exec("cp", ["-al", join(from, name ?? ""), to]);
    expect(linked.stderr).toBe("");
    const executable = join(to, name ?? "", "ziglang/zig");
    await rename(executable, `${executable}-renamed`);
    const run = await verify(await copy(), cache);
    expect(run.code).toBe(2);
    const report = parse(run);
    expect(report.summary.ok).toBe(0);
    expect(report.cells[0]?.outcome).toBe("unavailable");
    expect(run.stderr).toContain(
      `zig ${zig}: in the cache at ${join(to, name ?? "")} it is damaged: ziglang/zig is gone, ziglang/zig-renamed is new; run misbuilt doctor --repair`,
    );
  }, 300_000);
});
