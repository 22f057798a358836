import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { fileDigest } from "../../verify/cache.ts";
import { exec, lastLines, type Ended } from "../../verify/exec.ts";
import { npmPack } from "../../verify/provision/npm.ts";
import { whichExecutable } from "../../verify/provision/path.ts";

/** What a registry said, or why it could not be asked. */
export type Answer<Value> =
  { readonly value: Value } | { readonly problem: string };

const patience = { timeout: 120_000 };

function failed(what: string, ended: Ended): { problem: string } {
  const said = lastLines(ended.stderr, 1);
  return { problem: `${what} failed${said === "" ? "" : `: ${said}`}` };
}

/** Every release of a package that pip can see. */
export async function pipReleases(
  packageName: string,
): Promise<Answer<string[]>> {
  const ended = await exec(
    "python3",
    [
      ...["-m", "pip", "index", "versions", packageName],
      "--disable-pip-version-check",
    ],
    patience,
  );
  const listed = /^Available versions: (.+)$/m.exec(ended.stdout)?.[1];
  if (ended.code !== 0 || listed === undefined)
    return failed(`pip index versions ${packageName}`, ended);
  return { value: listed.split(",").map((version) => version.trim()) };
}

/** Downloads a release’s wheel for this machine once, to learn its digest and size. Nothing of it is kept. */
export async function pipWheel(
  packageName: string,
  release: string,
): Promise<Answer<{ sha256: string; bytes: number }>> {
  const folder = await mkdtemp(join(tmpdir(), "misbuilt-discover-"));
  try {
    const what = `pip download ${packageName}==${release}`;
    const ended = await exec(
      "python3",
      [
        ...["-m", "pip", "download", "--quiet", "--disable-pip-version-check"],
        ...["--no-deps", "--only-binary", ":all:", "--dest", folder],
        `${packageName}==${release}`,
      ],
      { timeout: 15 * 60_000 },
    );
    const [file] = await readdir(folder);
    if (ended.code !== 0 || file === undefined) return failed(what, ended);
    const path = join(folder, file);
    const { size } = await stat(path);
    return { value: { sha256: await fileDigest(path), bytes: size } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Names of the distribution’s packages that match a regular expression. */
export async function aptPackages(pattern: string): Promise<Answer<string[]>> {
  if ((await whichExecutable("apt-cache")) === undefined)
    return { problem: "there is no apt-cache on this machine" };
  const ended = await exec(
    "apt-cache",
    ["search", "--names-only", pattern],
    patience,
  );
  if (ended.code !== 0) return failed(`apt-cache search ${pattern}`, ended);
  const names = ended.stdout
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "");
  return { value: names.filter((name) => name !== "") };
}

/** Whether these packages can be on one machine together; if not, what apt-get says. It changes nothing. */
export async function aptTogether(
  packages: readonly string[],
): Promise<string | undefined> {
  const ended = await exec(
    "apt-get",
    [
      ...["install", "--simulate", "-q", "--no-remove"],
      ...["--no-install-recommends", ...packages],
    ],
    patience,
  );
  if (ended.code === 0) return undefined;
  const said = `${ended.stdout}\n${ended.stderr}`;
  // Which package is in the way stands among the reasons; the last line only says that there are some.
  const reasons = said
    .split("\n")
    .filter((line) => /(?:Depends|Conflicts|Breaks): /.test(line));
  return lastLines(reasons.length > 0 ? reasons.join("\n") : said, 2);
}

/** Fetches a release’s tarball once, to learn its integrity and size. Nothing of it is kept. */
export async function npmTarball(
  packageName: string,
  release: string,
): Promise<Answer<{ integrity: string; bytes: number }>> {
  const folder = await mkdtemp(join(tmpdir(), "misbuilt-discover-"));
  try {
    const packed = await npmPack(packageName, release, folder);
    if ("problem" in packed)
      return {
        problem: `npm pack ${packageName}@${release} failed: ${packed.problem}`,
      };
    const { size } = await stat(packed.path);
    return { value: { integrity: packed.integrity, bytes: size } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every version of an npm package. */
export async function npmVersions(
  packageName: string,
): Promise<Answer<string[]>> {
  const ended = await exec(
    "npm",
    ["view", packageName, "versions", "--json"],
    patience,
  );
  if (ended.code !== 0) return failed(`npm view ${packageName}`, ended);
  try {
    const value: unknown = JSON.parse(ended.stdout);
    return { value: z.array(z.string()).parse(value) };
  } catch {
    return { problem: `npm view ${packageName} printed no list of versions` };
  }
}

/** The stable release that rustup would update to, where it knows of one. */
export async function rustupStable(): Promise<Answer<string[]>> {
  if ((await whichExecutable("rustup")) === undefined)
    return { problem: "there is no rustup on this machine" };
  const ended = await exec("rustup", ["check"], patience);
  // It ends with 100 where there is something to update.
  if (ended.code !== 0 && ended.code !== 100)
    return failed("rustup check", ended);
  const line = ended.stdout.split("\n").find((one) => one.startsWith("stable"));
  return { value: line?.match(/\d+\.\d+\.\d+/g) ?? [] };
}
