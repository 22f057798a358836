import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { cacheFolder } from "../../src/verify/cache.ts";
import { misbuilt, parse, repository, temporary } from "./cli.ts";

const merge = "zig-elf-merge-misalignment";
const profile = "rustc-oz-cgu1-miscompile";

/** Verifies one case of `slug` with Zig 0.15.2, after `edit` has changed `file` of a copy of it. */
async function tampered(
  slug: string,
  id: string,
  file: string,
  edit: (text: string) => string,
) {
  const root = await temporary();
  await mkdir(join(root, "repros"));
  for (const name of [slug, "toolchains.yaml"])
    await cp(join(repository, "repros", name), join(root, "repros", name), {
      recursive: true,
    });
  const path = join(root, "repros", slug, file);
  const before = await readFile(path, "utf8");
  const after = edit(before);
  expect(after, `${file} must really change`).not.toBe(before);
  await writeFile(path, after);
  const words = ["verify", slug, "--root", root, "--case", id];
  const run = await misbuilt(
    [...words, "--tool", "zig=0.15.2", "--json"],
    dirname(cacheFolder()),
  );
  return { run, cell: parse(run).cells[0] };
}

describe("the proof of the merged constants", { timeout: 600_000 }, () => {
  it("turns red when the LLD workaround goes back to the default linker", async () => {
    const { run, cell } = await tampered(
      merge,
      "use-lld",
      "build-lld/build.zig",
      (text) => text.replace(/^ *\.use_l(lvm|ld) = .*\n/gm, ""),
    );
    expect(run.code, run.stderr).toBe(1);
    expect(cell).toMatchObject({ outcome: "hazard", ok: false });
    expect(cell?.exit.run).toBe(134);
  });

  it("turns red when the second object no longer asks for 32 bytes", async () => {
    const { run, cell } = await tampered(
      merge,
      "two-objects",
      "high.S",
      (text) => text.replace(".balign\t32", ".balign\t4"),
    );
    expect(run.code, run.stderr).toBe(2);
    expect(cell?.outcome).toBe("error");
    expect(cell?.detail).toContain("precondition failed");
  });

  it("turns red when the padding moves nothing: a lucky layout would hide the hazard, and an unlucky one prove nothing", async () => {
    const { run, cell } = await tampered(
      merge,
      "two-objects",
      "low.S",
      (text) => text.replaceAll("\\index <= PADDING", "\\index <= 0"),
    );
    expect(run.code, run.stderr).toBe(2);
    expect(cell?.outcome).toBe("error");
    expect(cell?.detail).toContain("the sweep does not sweep");
  });

  it("turns red when the profile that avoids the crash is the one that has it", async () => {
    const { run, cell } = await tampered(
      profile,
      "opt-level-s",
      "profiles/opt-level-s.toml",
      (text) => text.replace('"s"', '"z"'),
    );
    expect(run.code, run.stderr).toBe(1);
    expect(cell).toMatchObject({ outcome: "hazard", expected: "clean" });
  });
});
