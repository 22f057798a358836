import { mkdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { getuid } from "node:process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { recall, remember } from "../../src/verify/run/store.ts";
import { observed } from "./build.ts";
import { copyOf, misbuilt, parse, temporary, type Run } from "./cli.ts";

async function verify(
  cache: string,
  through: readonly string[] = [],
): Promise<Run> {
  const root = await copyOf("hostile");
  const cell = ["--case", "peaceful", "--sandbox", "none", "--json"];
  return misbuilt(["verify", "--root", root, ...cell], cache, {}, through);
}

function expectGood(run: Run): void {
  expect(run.code, run.stderr).toBe(0);
  expect(parse(run).summary).toMatchObject({ ok: 1, error: 0 });
  expect(run.stderr).not.toMatch(/^\s+at /m);
}

describe("an answer in the cache", () => {
  const key = "ab".repeat(32);
  const keep = async (cache: string): Promise<string> => {
    let said = "";
    await remember(cache, key, observed(), (text) => {
      said = text;
    });
    return said;
  };

  it.each<[string, (path: string) => Promise<void>, RegExp]>([
    [
      "that is a folder",
      async (path) => {
        await mkdir(join(path, "x"), { recursive: true });
      },
      /^not kept: \/.*\.json could not be written \(EISDIR.*\): remove what is in its place$/,
    ],
    [
      "that leads to a device without end",
      (path) => symlink("/dev/zero", path),
      /^$/,
    ],
    ["that leads nowhere", (path) => symlink("/nowhere", path), /^$/],
    [
      "that is too large to be one",
      async (path) => {
        await writeFile(path, "");
        await truncate(path, 2 ** 40);
      },
      /^$/,
    ],
  ])(
    "%s is none, and is replaced where it can be",
    async (_, replace, said) => {
      const cache = await temporary();
      expect(await keep(cache)).toBe("");
      expect(await recall(cache, key)).toEqual(observed());
      const path = join(cache, "answers/ab", `${key}.json`);
      await rm(path);
      await replace(path);
      expect(await recall(cache, key)).toBeUndefined();
      expect(await keep(cache)).toMatch(said);
    },
  );
});

describe("a cache", () => {
  it("that cannot be written costs nothing but time, and says what to do", async () => {
    // Nobody makes folders there, root neither.
    const run = await verify("/sys");
    expectGood(run);
    expect(run.stderr).toMatch(
      /this run cannot be resumed: \/sys\/misbuilt\/runs\/\S+ could not be written \(E.*\): make it writable, or let XDG_CACHE_HOME name a folder that is/,
    );
    expect(run.stderr).toMatch(/not kept: \/sys\/misbuilt\/answers\//);
  });

  it.skipIf(getuid?.() !== 0)(
    "that is full costs nothing but time, and says what to do",
    async () => {
      const cache = await temporary();
      const mount = 'mount -t tmpfs -o size=4k none "$0" && exec "$@"';
      const run = await verify(cache, [
        ...["unshare", "-m", "sh", "-c", mount, cache],
      ]);
      expectGood(run);
      expect(run.stderr).toMatch(
        /not kept: \S+ could not be written \(ENOSPC.*\): free some space there/,
      );
    },
  );
});
