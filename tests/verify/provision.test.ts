import { existsSync, readdirSync } from "node:fs";
import {
  chmod,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
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
const library = "ninja/__init__.py";

/** Changes a byte of a file and hides it: the size stays, and its time of change is set back. Returns the way back. */
async function edit(
  folder: string,
  file: string,
): Promise<() => Promise<void>> {
  const path = join(folder, file);
  const bytes = await readFile(path);
  const { atime, mtime } = await stat(path);
  const changed = Buffer.from(bytes);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  await writeFile(path, changed);
  await utimes(path, atime, mtime);
  return () => writeFile(path, bytes);
}

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

  it.each<[string, (folder: string) => Promise<() => Promise<void>>]>([
    [
      `${executable} is gone`,
      async (folder) => {
        const [from, to] = [join(folder, executable), join(cache, "away")];
        await rename(from, to);
        return () => rename(to, from);
      },
    ],
    [
      `${executable} has other permissions`,
      async (folder) => {
        await chmod(join(folder, executable), 0o644);
        return () => chmod(join(folder, executable), 0o755);
      },
    ],
    [
      "ninja/new.py is new",
      async (folder) => {
        await writeFile(join(folder, "ninja/new.py"), "");
        return () => rm(join(folder, "ninja/new.py"));
      },
    ],
    ["ninja/__init__.py was changed", (folder) => edit(folder, library)],
    [`${executable} was changed`, (folder) => edit(folder, executable)],
  ])(
    "of which %s is reported, not repaired in silence, and used again once it is as it was",
    async (why, damage) => {
      const folder = toolFolder(cache);
      const undo = await damage(folder);
      const run = await misbuilt([...args, "--no-cache"], cache);
      expect(run.code).toBe(2);
      expect(run.stderr).toContain(
        `ninja 1.11.1: in the cache at ${folder} it is damaged: ${why}; run misbuilt doctor --repair`,
      );
      expect(parse(run).summary.unavailable).toBe(2);
      await undo();
      const again = await misbuilt([...args, "--check-tools"], cache);
      expect(again.code, again.stderr).toBe(0);
    },
  );

  it("is fetched anew after doctor --repair, and doctor says how things stand", async () => {
    await edit(toolFolder(cache), library);
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

describe("a tool that says that it is another version than its package's number", () => {
  it("is refused, named with what it says, until the lock file declares what it holds and why", async () => {
    const other = await copyOf("wheel");
    const lock = join(other, "repros/toolchains.yaml");
    const manifest = join(other, "repros/wheel/repro.yaml");
    const text = await readFile(lock, "utf8");
    // The same wheel, which is 1.11.1, under another number.
    await writeFile(lock, text.replace('"1.11.1":', '"1.12.0":'));
    const tools = (await readFile(manifest, "utf8")).replace(
      'versions: ["1.11.1"], pinned: ["1.11.1"]',
      'versions: ["1.12.0"], pinned: ["1.12.0"]',
    );
    await writeFile(manifest, tools);
    const cache = await temporary();
    const refused = await misbuilt(
      ["verify", "--root", other, "--json"],
      cache,
    );
    expect(refused.code).toBe(2);
    expect(parse(refused).cells[0]?.detail).toMatch(
      /^ninja 1\.12\.0: it says "1\.11\.1\.git\.kitware\.[^"]*", which is 1\.11\.1 and not 1\.12\.0; declare under holds of ninja in repros\/toolchains\.yaml that 1\.12\.0 is 1\.11\.1, and why; or take 1\.12\.0 out$/,
    );
    const holds = `    holds: { "1.12.0": { version: "1.11.1", because: The wheel has another number. } }\n`;
    const declared = (await readFile(lock, "utf8")).replace(
      "    versions:",
      `${holds}    versions:`,
    );
    await writeFile(lock, declared);
    const run = await misbuilt(["verify", "--root", other, "--json"], cache);
    expect(run.code, run.stderr).toBe(0);
    await writeFile(
      lock,
      declared.replace('version: "1.11.1"', 'version: "1.10.0"'),
    );
    const stale = await misbuilt(["verify", "--root", other, "--json"], cache);
    expect(parse(stale).cells[0]?.detail).toMatch(
      /which is 1\.11\.1 and not 1\.10\.0; correct what holds of ninja/,
    );
  }, 300_000);
});
