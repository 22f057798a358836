/** Debian's packages keep a digest of each of their files; `dpkg --verify` compares. */
import { join } from "node:path";
import { z } from "zod";
import { valueDigest } from "../cache.ts";
import { exec, lastLines } from "../exec.ts";
import { keepIfPossible } from "../keep.ts";
import { readIfThere } from "../load.ts";
import { firstFew } from "./inventory.ts";
import { whichExecutable } from "./path.ts";
import type { Surroundings } from "./types.ts";

/** Not what programs and libraries are made of, and often left out of small systems. */
const words =
  /^\/usr\/share\/(?:bug|doc|doc-base|info|lintian|locale|man)\/|^\/etc\//;

type Needs = ReadonlyMap<string, readonly string[]>;

/** Every installed package, and those that are virtual, with what it depends on. */
async function readNeeds(): Promise<Needs> {
  const format =
    "${db:Status-Abbrev}\t${Package}\t${Provides}\t${Pre-Depends}, ${Depends}\n";
  const { stdout } = await exec("dpkg-query", ["-W", "-f", format]);
  const names = (list: string): string[] =>
    // Versions, architectures and which of several alternatives: whatever is here counts.
    list
      .split(/[,|]/)
      .map((one) => one.trim().split(/[\s(:]/)[0] ?? "")
      .filter((name) => name !== "");
  const needs = new Map<string, string[]>();
  for (const line of stdout.split("\n")) {
    const [status, name, provides, depends] = line.split("\t");
    if (status?.startsWith("ii") !== true || name === undefined) continue;
    needs.set(name, names(depends ?? ""));
    for (const virtual of names(provides ?? ""))
      needs.set(virtual, [...(needs.get(virtual) ?? []), name]);
  }
  return needs;
}

let needs: Promise<Needs> | undefined;

/** A package with all that it depends on and that is installed. */
function closureOf(packageName: string, all: Needs): string[] {
  const closure = new Set<string>();
  const open = [packageName];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (closure.has(next) || !all.has(next)) continue;
    closure.add(next);
    open.push(...(all.get(next) ?? []));
  }
  return [...closure].sort();
}

/** Kind, size, times and inode of every file of the packages, as text. */
async function lookAt(packages: readonly string[]): Promise<string> {
  // Of a virtual package dpkg-query only complains.
  const listed = await exec("dpkg-query", ["-L", ...packages]);
  const paths = new Set(
    listed.stdout
      .split("\n")
      .filter((line) => line.startsWith("/") && !words.test(line)),
  );
  const all = [...paths].sort();
  const looks: string[] = [];
  for (let at = 0; at < all.length; at += 2000) {
    const some = await exec("stat", [
      ...["--printf", "%n\\0%f\\0%s\\0%y\\0%z\\0%i\\n", "--"],
      ...all.slice(at, at + 2000),
    ]);
    looks.push(some.stdout);
  }
  return looks
    .join("")
    .split("\n")
    .filter((line) => !isFolder(line))
    .join("\n");
}

/** A folder has other times whenever another package comes or goes. */
function isFolder(line: string): boolean {
  const mode = Number.parseInt(line.split("\0")[1] ?? "", 16);
  return (mode & 0o170000) === 0o040000;
}

const memo = z.object({ glance: z.string() });

const checks = new Map<string, Promise<string | undefined>>();

/**
 * What is wrong with a package's files or with those of the packages that it needs; nothing where nothing is, or where
 * this is no Debian. dpkg compares the digests when files have other times than when it last did, and where everything is checked thoroughly.
 */
export function packageProblem(
  packageName: string,
  surroundings: Surroundings,
): Promise<string | undefined> {
  const pending = checks.get(packageName) ?? compare(packageName, surroundings);
  checks.set(packageName, pending);
  return pending;
}

async function compare(
  packageName: string,
  { cache, note, thorough }: Surroundings,
): Promise<string | undefined> {
  if ((await whichExecutable("dpkg-query")) === undefined) return undefined;
  needs ??= readNeeds();
  const packages = closureOf(packageName, await needs);
  if (packages.length === 0) return undefined;
  const glance = valueDigest(await lookAt(packages));
  const file = join(cache, "checked", `package-${packageName}.json`);
  if (!thorough) {
    const known = await readIfThere(file);
    try {
      if (
        known !== undefined &&
        memo.parse(JSON.parse(known)).glance === glance
      )
        return undefined;
    } catch {
      // Compared anew, and written again, below.
    }
  }
  const ended = await exec("dpkg", ["--verify", ...packages]);
  // dpkg says "??5?????? FILE" of other bytes, "missing FILE", and names what it could not read.
  const changed = ended.stdout
    .split("\n")
    .map((line) => /^(?:\?\?5\S*|missing)\s+(?:c\s+)?(\/.*)$/.exec(line)?.[1])
    .filter((path) => path !== undefined && !words.test(path))
    .map((path) => `${path} was changed`);
  if (changed.length > 0) return firstFew(changed);
  if (ended.code === null) return lastLines(ended.stderr, 1);
  await keepIfPossible(file, `${JSON.stringify({ glance })}\n`, note);
  return undefined;
}
