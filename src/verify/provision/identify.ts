/** What a tool that was found really is: its digest, its own words, and whether they are those of the version that was meant. */
import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ToolSource } from "../../catalog/schema/index.ts";
import { exactVersion, readVersion } from "../../catalog/versions/tools.ts";
import { fileDigest, valueDigest } from "../cache.ts";
import { keepIfPossible } from "../keep.ts";
import { readIfThere } from "../load.ts";
import { ask } from "./ask.ts";
import type { Located, Surroundings } from "./types.ts";

const identity = z.object({ sha256: z.string(), reports: z.string() });

/** Digest and own words of an executable, remembered for as long as its size and times stay. */
export async function identify(
  located: Extract<Located, { ok: true }>,
  source: ToolSource,
  { cache, note, sandbox }: Surroundings,
): Promise<z.infer<typeof identity> | { problem: string }> {
  const { executable, folders, measured } = located;
  const real = await realpath(measured ?? executable);
  const args = "version" in source ? source.version.args : [];
  const { size, mtimeMs, ctimeMs, ino } = await stat(real);
  // ctime cannot be set back by hand, so a file with another content is another file here.
  const key = valueDigest([
    executable,
    real,
    size,
    mtimeMs,
    ctimeMs,
    ino,
    args,
    ...(located.reports === undefined ? [] : [located.reports]),
  ]);
  const memo = join(cache, "executables", `${key}.json`);
  const known = await readIfThere(memo);
  if (known !== undefined) {
    try {
      return identity.parse(JSON.parse(known));
    } catch {
      // Found out anew, and written again, below.
    }
  }
  let { reports } = located;
  if (reports === undefined) {
    const asked = await ask(executable, args, folders, sandbox);
    if (asked.code !== 0)
      return {
        problem: `${executable} ${args.join(" ")} does not run: ${asked.stderr.trim().split("\n")[0] ?? ""}`,
      };
    reports = versionLine(asked.stdout.trim() || asked.stderr.trim());
  }
  const found = { sha256: await fileDigest(real), reports };
  await keepIfPossible(memo, `${JSON.stringify(found)}\n`, note);
  return found;
}

/** The line in which a tool says its version: its first, or the first with a number where that has none, as llvm-strip’s. */
export function versionLine(words: string): string {
  const lines = words.split("\n").map((line) => line.trim());
  return lines.find((line) => /\d\.\d/.test(line)) ?? lines[0] ?? "";
}

/**
 * What is wrong where a tool says that it is another version than its package’s number: nothing where it says the same,
 * where the lock file declares that it `holds` another, or where either is only a name.
 */
export function otherVersion(
  tool: string,
  version: string,
  source: ToolSource,
  reports: string,
): { readonly reason: string; readonly hint: string } | undefined {
  const declared = source.holds?.[version];
  const meant = declared?.version ?? version;
  const asked = readVersion(tool, meant);
  const said = exactVersion(tool, meant, reports);
  if (asked === undefined || said === undefined) return undefined;
  // A line of releases, such as 19, stands for each of them.
  const same = asked.whole
    ? said === asked.text
    : said === asked.text || said.startsWith(`${meant}.`);
  if (same) return undefined;
  return {
    reason: `it says "${reports}", which is ${said} and not ${meant}`,
    hint:
      declared === undefined
        ? `declare under holds of ${tool} in repros/toolchains.yaml that ${version} is ${said}, and why; or take ${version} out`
        : `correct what holds of ${tool} in repros/toolchains.yaml says of ${version}`,
  };
}
