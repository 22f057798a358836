/** With dpkg itself and a package that every machine with a C compiler has. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Surroundings } from "../../../src/verify/provision/types.ts";
import { provide, surroundingsOf } from "./provide.ts";

const possible = existsSync("/usr/bin/dpkg-query");

function toolOf(version: string, file: string, packageName = "libc6-dev") {
  return {
    title: "the GNU C library",
    env: "LIBC",
    source: "apt-library",
    versions: { [version]: { package: packageName, file } },
  };
}

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await surroundingsOf();
});

describe.skipIf(!possible)("headers of the distribution", () => {
  const header = "/usr/include/stdio.h";

  it("are found although they are no programs, and dpkg says which version they are", async () => {
    const version = execFileSync(
      "dpkg-query",
      ["-W", "-f", "${source:Upstream-Version}", "libc6-dev"],
      { encoding: "utf8" },
    );
    const provided = await provide(
      toolOf("debian", header),
      "debian",
      surroundings,
    );
    expect(provided.ok ? "" : provided.missing.reason).toBe("");
    if (!provided.ok) return;
    expect(provided.tool.executable).toBe(header);
    expect(provided.tool.reports).toMatch(
      `the GNU C library ${version} (Debian ${version}-`,
    );
  });

  it("are refused under another number than their own", async () => {
    const provided = await provide(
      toolOf("1.2", header),
      "1.2",
      surroundings,
      "libc",
    );
    expect(provided.ok ? "" : provided.missing.reason).toMatch(
      /^it says "the GNU C library 2\.\d+.*", which is 2\.\d+ and not 1\.2$/,
    );
  });

  it("are missing where their package lacks the file", async () => {
    const none = "/usr/include/no-such-header.h";
    const provided = await provide(
      toolOf("debian", none),
      "debian",
      await surroundingsOf({ install: false }),
    );
    expect(provided.ok ? {} : provided.missing).toMatchObject({
      reason: `${none} is not installed`,
      hint: "sudo apt-get install libc6-dev",
    });
  });
});
