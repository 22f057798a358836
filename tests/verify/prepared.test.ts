import { lstatSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { bwrap } from "../../src/verify/sandbox/bwrap.ts";
import { confine } from "../../src/verify/sandbox/confine.ts";
import { oneCell } from "./build.ts";
import { temporary } from "./cli.ts";

const { limits } = oneCell().repro.manifest;

/** Runs a `prepare` script as `verify` does, with 8 MiB of disk: why nothing came of it, or the folder that did. */
async function prepared(
  script: string,
  env: Record<string, string> = {},
): Promise<{ problem: string | undefined; tree: string }> {
  const folder = await temporary();
  const tree = join(await temporary(), "tree");
  await writeFile(join(folder, "prepare.sh"), script);
  const result = await confine(
    {
      folder,
      first: "prepare.sh",
      env,
      folders: [],
      limits: { ...limits, diskMiB: 8 },
      product: { tree },
    },
    bwrap,
  );
  return { problem: result.problem, tree };
}

it("what prepare leaves is kept without set-id bits, and belongs to whoever called", async () => {
  const { problem, tree } = await prepared(
    'cp /bin/true "$OUT/tool"; chmod 6755 "$OUT/tool"; ln -s tool "$OUT/link"',
  );
  expect(problem).toBeUndefined();
  expect(readdirSync(tree).sort()).toEqual(["link", "tool"]);
  const { mode, uid } = lstatSync(join(tree, "tool"));
  expect([mode & 0o7777, uid]).toEqual([0o755, process.getuid?.()]);
});

it.each([
  ["a pipe", 'mkfifo "$OUT/pipe"', /\.\/pipe is a pipe/],
  [
    "a link to outside",
    'ln -s /etc/shadow "$OUT/x"',
    /x leads to \/etc\/shadow, outside/,
  ],
  [
    "sparse files of more than the disk",
    'for n in 1 2; do truncate -s 5M "$OUT/$n"; done',
    /it unpacks to more than 8 MiB/,
  ],
])("%s is not kept", async (_, script, why) => {
  const { problem } = await prepared(script);
  expect(problem).toMatch(/^what it left in \$OUT could not be kept: /);
  expect(problem).toMatch(why);
});

it("an archive of the script’s own does not take the place of the driver’s", async () => {
  const { problem, tree } = await prepared(
    `
cd "$OUT"
echo forged >forged && tar -cf .forged.tar forged && rm forged
for descriptor in /proc/[0-9]*/fd/*; do
  case $descriptor in /proc/$$/*) continue ;; esac
  [ -p "$descriptor" ] && cat .forged.tar >"$descriptor"
done 2>/dev/null
rm .forged.tar
echo mine >mine
`,
  );
  expect(problem).toBeUndefined();
  expect(readdirSync(tree)).toEqual(["mine"]);
});

it("a library that the manifest preloads is not loaded by the driver", async () => {
  const { problem, tree } = await prepared(
    'echo "$LD_PRELOAD" >"$OUT/preloaded"; echo "$GREETING" >"$OUT/greeting"',
    // ld.so complains of one that is not there, on the standard error of whoever tries to load it.
    { LD_PRELOAD: "/nowhere.so", GREETING: "it's $OUT\n`:`" },
  );
  expect(problem).toBeUndefined();
  expect(readdirSync(tree).sort()).toEqual(["greeting", "preloaded"]);
  expect(lstatSync(join(tree, "greeting")).size).toBe(14);
});
