/** With npm’s own client and small real packages: one that needs another, one with a native optional package. */
import { execFileSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { beforeAll, describe, expect, it } from "vitest";
import type { Surroundings } from "../../../src/verify/provision/types.ts";
import { pinOf, provide, surroundingsOf } from "./provide.ts";

const base = {
  title: "is-odd",
  env: "IS_ODD",
  source: "npm-packages",
  package: "is-odd",
  executable: "is-odd/index.js",
};

/** Pins a release as `discover` does. */
async function pinned(known: string, version: string) {
  const tool = { ...base, versions: { [known]: { packages: {} } } };
  return { [version]: await pinOf(tool, version) };
}

let tool: { versions: Record<string, object> } & typeof base;
let surroundings: Surroundings;

beforeAll(async () => {
  tool = { ...base, versions: await pinned("3.0.0", "3.0.1") };
  surroundings = await surroundingsOf();
});

describe("an npm package with what it needs", () => {
  it("is pinned by discover with each package's integrity, itself included", () => {
    expect(tool.versions).toEqual({
      "3.0.1": {
        packages: {
          "is-number": {
            release: "6.0.0",
            integrity:
              "sha512-Wu1VHeILBK8KAWJUAiSZQX94GmOE45Rg6/538fKwiloUu21KncEkYGPqob2oSZ5mUT73vLGrHQjKw3KMPwfDzg==",
            bytes: 3474,
          },
          "is-odd": {
            release: "3.0.1",
            integrity:
              "sha512-CQpnWPrDwmP1+SMHXZhtLtJv90yiyVfluGsX5iNCVkrhQtU3TQHsUWPG9wkdk9Lgd5yNpAg9jQEo90CBaXgWMA==",
            bytes: 2774,
          },
        },
      },
    });
  });

  it("can be loaded where it lies, and is known by the list of its packages", async () => {
    const provided = await provide(tool, "3.0.1", surroundings);
    expect(provided).toMatchObject({
      ok: true,
      tool: { reports: "is-odd 3.0.1" },
    });
    if (!provided.ok) return;
    const code = "console.log(require(process.argv[1])(3))";
    const said = execFileSync(process.execPath, [
      "-e",
      code,
      provided.tool.executable,
    ]);
    expect(said.toString()).toBe("true\n");
    const top = dirname(dirname(dirname(provided.tool.executable)));
    expect(await readdir(join(top, "node_modules"))).toEqual([
      "is-number",
      "is-odd",
    ]);
  });

  it("lies beside another version of itself", async () => {
    const older = await pinned("2.0.0", "3.0.0");
    const both = { ...tool, versions: { ...tool.versions, ...older } };
    const [one, other] = [
      await provide(both, "3.0.0", surroundings),
      await provide(both, "3.0.1", surroundings),
    ];
    expect(one).toMatchObject({ ok: true, tool: { reports: "is-odd 3.0.0" } });
    expect(other).toMatchObject({
      ok: true,
      tool: { reports: "is-odd 3.0.1" },
    });
    if (!one.ok || !other.ok) return;
    expect(one.tool.sha256).not.toBe(other.tool.sha256);
    expect(one.tool.executable).not.toBe(other.tool.executable);
  });

  it("is refused where one of its packages has other bytes than were pinned", async () => {
    const text = JSON.stringify(tool).replace("sha512-Wu1V", "sha512-Wu1W");
    const provided = await provide(
      z.record(z.string(), z.unknown()).parse(JSON.parse(text)),
      "3.0.1",
      surroundings,
    );
    expect(provided.ok ? "" : provided.missing.reason).toMatch(
      /^the registry has other bytes of is-number 6\.0\.0 than was pinned: their integrity is sha512-Wu1V.*, not sha512-Wu1W/,
    );
  });

  it("has nothing for a machine whose native package was not pinned", async () => {
    const text = JSON.stringify(tool).replace(
      '"release":"6.0.0"',
      '"release":"6.0.0","platform":"win32-x64"',
    );
    const provided = await provide(
      z.record(z.string(), z.unknown()).parse(JSON.parse(text)),
      "3.0.1",
      surroundings,
    );
    expect(provided.ok ? "" : provided.missing.reason).toMatch(
      /^repros\/toolchains\.yaml has no native package of it for /,
    );
  });
});
