/** With apt itself: a small program of the next Debian release, and the C library that it needs. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { getuid } from "node:process";
import { describe, expect, it } from "vitest";
import { provide, surroundingsOf } from "./provide.ts";

const possible = getuid?.() === 0 && existsSync("/usr/bin/apt-get");

const packages = {
  hello: {
    version: "2.10-5",
    sha256: "4536aabbb75ec21ffe161099ee4b97274945770bdb0682e25ec322421211ca5e",
    bytes: 53228,
  },
  libc6: {
    version: "2.41-12+deb13u5",
    sha256: "b59b0625cd1a791375d40dab23a4d5d3d0641e3d0a773501becdc3725b7f99cf",
    bytes: 2850108,
  },
};
const tool = {
  title: "GNU Hello",
  env: "HELLO",
  version: { args: ["--version"] },
  source: "apt-release",
  release: "trixie",
  executable: "usr/bin/hello",
  versions: { "2.10": { packages } },
};

describe.skipIf(!possible)("a program of another Debian release", () => {
  it("lies in a root of its own and runs with that root's C library; other bytes are refused", async () => {
    const surroundings = await surroundingsOf();
    const provided = await provide(tool, "2.10", surroundings);
    expect(provided.ok ? "" : provided.missing.reason).toBe("");
    if (!provided.ok) return;
    const { executable, folders, reports } = provided.tool;
    expect(reports).toMatch(/^hello \(GNU Hello\)/);
    const [root = ""] = folders;
    const loader = `${root}/lib64/ld-linux-x86-64.so.2`;
    const said = execFileSync(loader, ["--version"], { encoding: "utf8" });
    expect(said).toMatch(/^ld\.so \(Debian GLIBC 2\.41-12\+deb13u5\)/);
    expect(execFileSync(executable, ["-g", "x"]).toString()).toBe("x\n");

    const other = { ...packages.hello, sha256: "0".repeat(64) };
    const wrong = {
      ...tool,
      versions: { "2.10": { packages: { hello: other } } },
    };
    const refused = await provide(wrong, "2.10", surroundings);
    expect(refused.ok ? "" : refused.missing.reason).toBe(
      "hello 2.10-5 has another digest than repros/toolchains.yaml",
    );
  }, 120_000);
});
