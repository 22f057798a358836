/** With Go’s own client and a module proxy that is a folder: the real protocol, a small module. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { getuid } from "node:process";
import { dirname, join } from "node:path";
import {
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from "vitest";
import { z } from "zod";
import { findPackage } from "../../../src/verify/provision/sources/apt.ts";
import { temporary } from "../cli.ts";
import { discoverOf, provide, surroundingsOf } from "./provide.ts";

let proxy = "";

/** Puts a release into the proxy: a toolchain whose go only says its version. */
async function publish(version: string, says = version): Promise<void> {
  const release = `v0.0.1-go${version}.linux-amd64`;
  const top = `golang.org/toolchain@${release}`;
  const folder = join(proxy, "golang.org/toolchain/@v");
  await mkdir(folder, { recursive: true });
  const files = {
    [`${top}/bin/go`]: `#!/bin/sh\necho "go version go${says} linux/amd64"\n`,
    [`${top}/src/_go.mod`]: "module std\n",
    [`${top}/VERSION`]: `go${version}\n`,
  };
  const pack = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as z:
    for name, text in json.loads(sys.argv[2]).items():
        info = zipfile.ZipInfo(name)
        info.external_attr = (0o100755 if "/bin/" in name else 0o100644) << 16
        z.writestr(info, text)`;
  const zip = join(folder, `${release}.zip`);
  execFileSync("python3", ["-c", pack, zip, JSON.stringify(files)]);
  await writeFile(
    join(folder, `${release}.mod`),
    "module golang.org/toolchain\n",
  );
  await writeFile(
    join(folder, `${release}.info`),
    JSON.stringify({ Version: release }),
  );
  const list = join(folder, "list");
  const before = existsSync(list) ? await readFile(list, "utf8") : "";
  await writeFile(list, `${before}${release}\n`);
}

/** Debian 12’s own: it knows nothing of toolchains as modules. */
const old = {
  package: "golang-1.19-go",
  executable: "/usr/lib/go-1.19/bin/go",
};

/** Where neither is a go nor root to install Debian’s, these tests are left out by name. */
const possible = getuid?.() === 0 || existsSync(old.executable);

/** What go.sum would say of a release in the proxy, by Debian’s go. */
async function sumOf(version: string): Promise<string> {
  const folder = await temporary();
  const release = `golang.org/toolchain@v0.0.1-go${version}.linux-amd64`;
  const said = execFileSync(
    old.executable,
    ["mod", "download", "-json", release],
    {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, GOMODCACHE: folder, GOFLAGS: "-modcacherw" },
    },
  );
  return z.object({ Sum: z.string() }).parse(JSON.parse(said)).Sum;
}

function toolWith(sum: string) {
  return {
    title: "Go",
    env: "GO",
    version: { args: ["version"] },
    source: "go",
    versions: { "1.90.0": { bytes: 1000, sum: { "linux-amd64": sum } } },
  };
}

let tool = toolWith(`h1:${"A".repeat(43)}=`);

beforeAll(async () => {
  proxy = await temporary();
  for (const version of ["1.90.0", "1.91rc1", "1.91.0"]) await publish(version);
  if (!possible) return;
  const found = await findPackage(old, await surroundingsOf());
  expect(found).toMatchObject({ ok: true });
});

beforeEach(() => {
  vi.stubEnv("GOPROXY", `file://${proxy}`);
  // Its checksum database knows nothing of this proxy; the lock file's hash is what counts.
  vi.stubEnv("GONOSUMDB", "golang.org/toolchain");
  vi.stubEnv("PATH", `${dirname(old.executable)}:${process.env["PATH"] ?? ""}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe.skipIf(!possible)("a release of Go", () => {
  it("is fetched by Debian's go 1.19, is what go.sum would say, and is called with GOTOOLCHAIN=local", async () => {
    tool = toolWith(await sumOf("1.90.0"));
    const surroundings = await surroundingsOf();
    const provided = await provide(tool, "1.90.0", surroundings);
    expect(provided).toMatchObject({
      ok: true,
      tool: {
        reports: "go version go1.90.0 linux/amd64",
        variables: { GOTOOLCHAIN: "local" },
      },
    });
    if (!provided.ok) return;
    const top = dirname(dirname(provided.tool.executable));
    // The go command that unpacks a toolchain renames it as well.
    expect(await readFile(join(top, "src/go.mod"), "utf8")).toBe(
      "module std\n",
    );
    // Offline, from the cache.
    await rm(
      join(proxy, "golang.org/toolchain/@v/v0.0.1-go1.90.0.linux-amd64.zip"),
    );
    expect(await provide(tool, "1.90.0", surroundings)).toMatchObject({
      ok: true,
    });
    await publish("1.90.0");
  });

  it("is refused where the proxy has another module than was pinned, and nothing of it stays", async () => {
    await publish("1.90.0", "1.90.1");
    const surroundings = await surroundingsOf();
    const provided = await provide(tool, "1.90.0", surroundings);
    await publish("1.90.0");
    expect(provided.ok ? "" : provided.missing.reason).toMatch(
      /^the proxy has another module than was pinned: its hash is h1:[^ ]+, not h1:/,
    );
    const again = await provide(tool, "1.90.0", surroundings);
    expect(again).toMatchObject({ ok: true });
  });

  it("that is not there is said to be fetched by verify, with what that needs", async () => {
    const surroundings = await surroundingsOf({ install: false });
    expect(await provide(tool, "1.90.0", surroundings)).toEqual({
      ok: false,
      missing: {
        tool: "tool",
        version: "1.90.0",
        reason: "not fetched",
        hint: "misbuilt verify fetches it (0 MiB); that needs a go command (such as Debian's golang-go) and a network",
        obtainable: true,
      },
    });
  });

  it("that appeared is discovered, prereleases are not, and is pinned by its hash", async () => {
    const found = await discoverOf(tool);
    expect(found).toMatchObject({
      problems: [],
      added: { "1.91.0": { module: { platform: "linux-amd64" } } },
    });
    expect(Object.keys(found.added)).toEqual(["1.91.0"]);
  });
});
