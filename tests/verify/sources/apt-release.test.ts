/**
 * With apt itself: a compiler of the next Debian release, with all that it starts, and the C library that it needs. What
 * the release has now is asked of its own index: a point release replaces versions. It takes 20 s and 92 MB.
 */
import { existsSync } from "node:fs";
import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getuid } from "node:process";
import { describe, expect, it } from "vitest";
import { packagesOf } from "../../../src/verify/provision/clients/apt-release.ts";
import { confine } from "../../../src/verify/sandbox/confine.ts";
import { bwrap } from "../../../src/verify/sandbox/bwrap.ts";
import { temporary } from "../cli.ts";
import { provide, surroundingsOf } from "./provide.ts";

const possible = getuid?.() === 0 && existsSync("/usr/bin/apt-get");

const tool = {
  title: "GCC",
  env: "GCC",
  version: { args: ["--version"] },
  source: "apt-release",
  arguments: ["--sysroot=$root", "-B$root/usr/bin/"],
};

const of = { release: "trixie", executable: "usr/bin/gcc-14" };

/** Each program prints the C library that it runs with. */
const main = `#include <gnu/libc-version.h>
#include <stdio.h>
int main(int argc, char **argv) {
  printf("%s %s\\n", argv[argc - 1], gnu_get_libc_version());
}
`;

/** Links in the usual way, with link-time optimisation, and statically; then says where the compiler finds what it needs. */
const script = `set -eu
cd "$OUT"
"$GCC" -O2 "$OLDPWD/main.c" -o usual
"\${GCC_START:-env}" "$OUT/usual" usual
"$GCC" -O2 -flto "$OLDPWD/main.c" -o whole
"\${GCC_START:-env}" ./whole whole
"$GCC" -O2 -static "$OLDPWD/main.c" -o static
./static static
for name in cc1 collect2 lto1 as ld; do "$GCC" -print-prog-name=$name; done
for name in crt1.o crtbegin.o libc.so.6; do "$GCC" -print-file-name=$name; done
echo '#include <stdio.h>' | "$GCC" -xc -M - | tr ' ' '\\n' | grep '^/.*stdio.h'
"$GCC" -v -E -xc /dev/null 2>&1 | sed -n 's/^ \\(\\/.*\\)/\\1/p'
`;

describe.skipIf(!possible)("a compiler of another Debian release", () => {
  it("compiles and links with its own root's programs, headers and C library; changed and other bytes are refused", async () => {
    const names = ["gcc-14", "binutils", "libc6-dev"];
    const asked = await packagesOf(of.release, names, await temporary());
    expect("problem" in asked ? asked.problem : "").toBe("");
    if ("problem" in asked) return;
    const packages = asked.value;
    for (const name of [...names, "libc6", "libmpfr6", "zlib1g"])
      expect(packages).toHaveProperty(name);
    const surroundings = await surroundingsOf();
    const pinned = { ...tool, versions: { "14": { ...of, packages } } };
    const provided = await provide(pinned, "14", surroundings);
    expect(provided.ok ? "" : provided.missing.reason).toBe("");
    if (!provided.ok) return;
    const { executable, folders, reports, variables } = provided.tool;
    expect(reports).toMatch(/^gcc-14 \(Debian 14\.\S+\) 14\./);

    const folder = await temporary();
    await writeFile(join(folder, "main.c"), main);
    await writeFile(join(folder, "run.sh"), script);
    const { first, problem } = await confine(
      {
        folder,
        first: "run.sh",
        env: { GCC: executable, ...variables },
        folders,
        limits: {
          seconds: 60,
          memoryMiB: 2048,
          processes: 64,
          outputKiB: 64,
          diskMiB: 64,
        },
        product: "facts",
      },
      bwrap,
    );
    expect([problem, first.stderr, first.exit]).toEqual([undefined, "", 0]);
    const [usual, whole, fixed, ...places] = first.stdout.trim().split("\n");
    const { libc6, zlib1g } = packages;
    const [glibc = ""] = libc6?.version.split("-") ?? [];
    expect([usual, whole, fixed]).toEqual([
      `usual ${glibc}`,
      `whole ${glibc}`,
      `static ${glibc}`,
    ]);
    const [root = ""] = folders;
    expect(places.length).toBeGreaterThan(11);
    expect(places.filter((one) => !one.startsWith(`${root}/`))).toEqual([]);

    const again = () =>
      provide(pinned, "14", { ...surroundings, install: false });
    expect((await again()).ok).toBe(true);
    const pass = "usr/libexec/gcc/x86_64-linux-gnu/14/cc1.real";
    await appendFile(join(root, pass), "x");
    const damaged = await again();
    expect(damaged.ok ? "" : damaged.missing.reason).toMatch(
      `it is damaged: ${pass} was changed`,
    );

    const other = { zlib1g: { ...zlib1g, sha256: "0".repeat(64) } };
    const wrong = { ...tool, versions: { "14": { ...of, packages: other } } };
    const refused = await provide(wrong, "14", surroundings);
    expect(refused.ok ? "" : refused.missing.reason).toBe(
      `zlib1g ${zlib1g?.version} has another digest than repros/toolchains.yaml`,
    );
  }, 120_000);
});
