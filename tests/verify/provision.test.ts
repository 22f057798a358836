import { existsSync, readdirSync } from "node:fs";
import {
  appendFile,
  chmod,
  mkdir,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import {
  copyOf,
  fixtures,
  misbuilt,
  parse,
  start,
  temporary,
  type Run,
} from "./cli.ts";

const root = join(fixtures, "wheel");
const args = ["verify", "--root", root, "--json"];

function toolFolder(cache: string): string {
  const top = join(cache, "misbuilt/toolchains/ninja");
  const name = readdirSync(top).find((one) => /^1\.11\.1-[0-9a-f]+$/.test(one));
  if (name === undefined) throw new Error(`nothing in ${top}`);
  return join(top, name);
}

const executable = "ninja/data/bin/ninja";
const offline = { PIP_NO_INDEX: "1", PIP_NO_CACHE_DIR: "1" };

describe("a tool that comes as a wheel", () => {
  let cache = "";
  let first: Run;
  let second: Run;

  beforeAll(async () => {
    cache = await temporary();
    [first, second] = await Promise.all([
      misbuilt(args, cache),
      misbuilt(args, cache),
    ]);
  }, 300_000);

  it("is fetched once by two runs that start together, and both are right", () => {
    expect(first.code, first.stderr).toBe(0);
    expect(second.code, second.stderr).toBe(0);
    const notes = `${first.stderr}${second.stderr}`;
    expect(notes.match(/fetching ninja 1\.11\.1\.1/g)).toHaveLength(1);
  });

  it("is recorded with the digest and the words of what ran", () => {
    const [tool] = parse(first).run.toolchains;
    expect(tool).toMatchObject({
      tool: "ninja",
      version: "1.11.1",
      source: "pip",
    });
    expect(tool?.reports).toMatch(/^1\.11\.1/);
    expect(tool?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("needs no network any more", async () => {
    const run = await misbuilt([...args, "--no-cache"], cache, offline);
    expect(run.code, run.stderr).toBe(0);
  });

  it.each([
    [
      "is gone",
      (path: string) => rename(path, `${path}.away`),
      (path: string) => rename(`${path}.away`, path),
    ],
    [
      "is not executable",
      (path: string) => chmod(path, 0o644),
      (path: string) => chmod(path, 0o755),
    ],
    [
      "is not the file that was unpacked",
      (path: string) => appendFile(path, "x"),
      undefined,
    ],
  ])(
    "that %s is reported, not repaired in silence",
    async (why, damage, undo) => {
      const path = join(toolFolder(cache), executable);
      await damage(path);
      const run = await misbuilt([...args, "--no-cache"], cache);
      expect(run.code).toBe(2);
      expect(run.stderr).toContain(
        `ninja 1.11.1: in the cache at ${toolFolder(cache)} it is damaged: ${executable} ${why}; run misbuilt doctor --repair`,
      );
      expect(parse(run).summary.unavailable).toBe(2);
      await undo?.(path);
    },
  );

  it("is fetched anew after doctor --repair, and doctor says how things stand", async () => {
    const repaired = await misbuilt(
      ["doctor", "--root", root, "--repair"],
      cache,
    );
    expect(repaired.code).toBe(0);
    expect(repaired.stdout).toMatch(/^removed .*ninja/m);
    expect(repaired.stdout).toMatch(/no +ninja 1\.11\.1/);
    const run = await misbuilt([...args, "--no-cache"], cache);
    expect(run.code, run.stderr).toBe(0);
    const healthy = await misbuilt(["doctor", "--root", root], cache);
    expect(healthy.stdout).toMatch(/yes +ninja 1\.11\.1/);
    expect(healthy.stdout).toContain("wheel: 2 of 2 cells can run now");
  }, 300_000);
});

describe("a download", () => {
  it("of other bytes than the lock file names is refused", async () => {
    const other = await copyOf("wheel");
    const lock = join(other, "repros/toolchains.yaml");
    const text = await readFile(lock, "utf8");
    await writeFile(lock, text.replace("84502ec9", "84502ec8"));
    const cache = await temporary();
    const run = await misbuilt(["verify", "--root", other, "--json"], cache);
    expect(run.code).toBe(2);
    expect(parse(run).cells[0]?.detail).toMatch(
      /^ninja 1\.11\.1: the registry has other bytes than the digest in repros\/toolchains\.yaml says/,
    );
    expect(
      readdirSync(join(cache, "misbuilt/toolchains/ninja")).filter(
        (name) => !name.endsWith(".lock"),
      ),
    ).toEqual([]);
  }, 300_000);

  it("that cannot be made says so, and how to get the tool", async () => {
    const run = await misbuilt(args, await temporary(), offline);
    expect(run.code).toBe(2);
    expect(parse(run).cells[0]?.detail).toMatch(
      /needs python3, pip and a network/,
    );
  }, 300_000);

  it("that was cut by kill -9 starts again from a clean place", async () => {
    const cache = await temporary();
    const top = join(cache, "misbuilt/toolchains/ninja");
    const child = start(args, cache);
    for (
      let waited = 0;
      !(
        existsSync(top) &&
        readdirSync(top).some((name) => name.endsWith(".partial"))
      );
      waited += 1
    ) {
      expect(waited, "the download begins").toBeLessThan(2000);
      await sleep(5);
    }
    child.kill("SIGKILL");
    await once(child, "close");
    expect(readdirSync(top).some((name) => name.endsWith(".partial"))).toBe(
      true,
    );
    // What another death could leave: an unpacked wheel without its stamp.
    const bare =
      readdirSync(top)
        .find((name) => name.endsWith(".partial"))
        ?.replace(".partial", "") ?? "";
    await mkdir(join(top, bare, "ninja"), { recursive: true });
    const run = await misbuilt(args, cache);
    expect(run.code, run.stderr).toBe(0);
    expect(readdirSync(top).some((name) => name.endsWith(".partial"))).toBe(
      false,
    );
    await rm(top, { recursive: true });
  }, 300_000);
});
