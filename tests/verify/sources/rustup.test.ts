/** With a rustup that installs scripts: the real one would fetch 100 MB for each of these. */
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from "vitest";
import { provide, surroundingsOf } from "./provide.ts";

const host = "x86_64-unknown-linux-gnu";
const wasm = "wasm32-unknown-unknown";

/** Its toolchain 1.2.0 is there, with rustc and a linker; every call is noted in its log. */
const rustup = `#!/bin/sh
here=$(dirname "$0")
top=$here/toolchains/1.2.0-${host}
echo "$*" >>"$here/log"
case "$*" in
  "toolchain list --quiet") ls "$here/toolchains" ;;
  "which rustc --toolchain 1.2.0") echo "$top/bin/rustc" ;;
  "target add --toolchain 1.2.0 ${wasm}")
    mkdir -p "$top/lib/rustlib/${wasm}"
    echo rust-std-${wasm} >>"$top/lib/rustlib/components" ;;
  *) echo "error: not in this test" >&2; exit 64 ;;
esac
`;
const rustc = `#!/bin/sh
case "$*" in
  -vV) printf 'release: 1.2.0\\nhost: ${host}\\n' ;;
  *) echo "rustc 1.2.0 (0000000 2026-01-01)" ;;
esac
`;
let machine = "";
const tool = {
  title: "rustc",
  env: "RUSTC",
  version: { args: ["--version"] },
  source: "rustup",
  executable: "bin/rustc",
  versions: { "1.2.0": { toolchain: "1.2.0" } },
};
const withTarget = {
  ...tool,
  targets: [wasm],
  linker: { env: "RUST_LLD", executable: "lib/rustlib/{host}/bin/rust-lld" },
};

beforeAll(async () => {
  // Sandboxes hide /tmp from programs, but not this.
  machine = await mkdtemp("/var/tmp/misbuilt-rustup-");
  await chmod(machine, 0o755);
  const top = join(machine, `toolchains/1.2.0-${host}`);
  const files = {
    [join(machine, "rustup")]: rustup,
    [join(top, "bin/rustc")]: rustc,
    [join(top, `lib/rustlib/${host}/bin/rust-lld`)]: "#!/bin/sh\n",
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, text);
    await chmod(path, 0o755);
  }
});
afterAll(() => rm(machine, { recursive: true, force: true }));
beforeEach(() => {
  vi.stubEnv("PATH", `${machine}:/usr/bin:/bin`);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const calls = async (what: string): Promise<number> => {
  const log = await readFile(join(machine, "log"), "utf8");
  return log.split("\n").filter((line) => line.startsWith(what)).length;
};

describe("a Rust toolchain with a target", () => {
  it("is said to lack it where nothing may be installed, with the command that adds it", async () => {
    const surroundings = await surroundingsOf({ install: false });
    const provided = await provide(withTarget, "1.2.0", surroundings);
    expect(provided).toMatchObject({
      ok: false,
      missing: {
        reason: `Rust 1.2.0 is here without ${wasm}`,
        hint: `rustup toolchain install 1.2.0 --target ${wasm}`,
        obtainable: true,
      },
    });
  });

  it("gets it through rustup, once, and is as it was recorded although it grew", async () => {
    const surroundings = await surroundingsOf();
    // Recorded before the target was there.
    expect(await provide(tool, "1.2.0", surroundings)).toMatchObject({
      ok: true,
    });
    const top = join(machine, `toolchains/1.2.0-${host}`);
    for (const time of [1, 2]) {
      const provided = await provide(withTarget, "1.2.0", surroundings);
      expect(provided, `time ${time}`).toMatchObject({
        ok: true,
        tool: {
          executable: join(top, "bin/rustc"),
          variables: {
            RUST_LLD: join(top, `lib/rustlib/${host}/bin/rust-lld`),
          },
        },
      });
    }
    expect(await calls("target add")).toBe(1);
    // Another process, which compares the toolchain with what was recorded of it.
    vi.resetModules();
    const fresh = await import("./provide.ts");
    const later = await fresh.provide(withTarget, "1.2.0", surroundings);
    expect(later.ok ? "" : later.missing.reason).toBe("");
    await writeFile(join(top, `lib/rustlib/${host}/bin/rust-lld`), "changed");
    vi.resetModules();
    const last = await import("./provide.ts");
    const changed = await last.provide(withTarget, "1.2.0", surroundings);
    expect(changed.ok ? "" : changed.missing.reason).toMatch(
      /is not as it was when it was first used: lib\/rustlib\/.*rust-lld was changed$/,
    );
  });
});
