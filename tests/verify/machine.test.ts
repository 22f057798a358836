import { stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fixtures, misbuilt, parse, temporary } from "./cli.ts";

const root = join(fixtures, "machine");

async function verify(...cases: string[]) {
  const named = cases.flatMap((id) => ["--case", id]);
  const run = await misbuilt(
    ["verify", "--root", root, "--json", "--no-cache", ...named],
    await temporary(),
  );
  return parse(run).cells.map(({ case: id, outcome, stdout }) => [
    id,
    outcome,
    stdout,
  ]);
}

test("a build finds the times that its case declares, and the files here keep theirs", async () => {
  const file = join(root, "repros/machine/main.c");
  const before = await stat(file);
  const [now, old] = await verify("old-source", "new-source");
  expect(old).toEqual(["old-source", "hazard", "2001-02-03T04:05:06Z\n"]);
  expect(now?.slice(0, 2)).toEqual(["new-source", "clean"]);
  expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);
});

test("a program meets the CPU model that its case declares", async () => {
  const cells = await verify("nehalem", "haswell");
  // Where qemu-user cannot be installed, the cells say so.
  if (cells.every(([, outcome]) => outcome === "unavailable")) return;
  expect(cells).toEqual([
    ["haswell", "clean", "AVX: 1\n"],
    ["nehalem", "hazard", "AVX: 0\n"],
  ]);
});
