import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { arch, platform, tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { exec, lastLines } from "../../exec.ts";
import { failed, patience, type Answer } from "./answer.ts";

/** This machine as npm’s packages name it, such as `linux-x64`. */
export function npmPlatform(): string {
  return `${platform()}-${arch()}`;
}

/** What npm calls a tarball’s integrity: the SHA-512 of its bytes, in base64. */
async function integrityOf(path: string): Promise<string> {
  const hash = createHash("sha512");
  await pipeline(createReadStream(path), hash);
  return `sha512-${hash.digest("base64")}`;
}

/** A package’s tarball as npm fetched it, with what its integrity and size are. */
export type Packed =
  | { readonly path: string; readonly integrity: string }
  | { readonly problem: string };

/** Fetches a release’s tarball into `folder` through npm. None of its scripts is run. */
export async function npmPack(
  packageName: string,
  release: string,
  folder: string,
): Promise<Packed> {
  await mkdir(folder, { recursive: true });
  const ended = await exec(
    "npm",
    [
      ...["pack", `${packageName}@${release}`, "--silent", "--ignore-scripts"],
      ...["--pack-destination", folder],
    ],
    // Below the repository npm would read its settings; the cache has none.
    { cwd: folder, timeout: 15 * 60_000 },
  );
  const [file] = await readdir(folder);
  if (ended.code !== 0 || file === undefined)
    return { problem: lastLines(ended.stderr, 2) || "npm fetched nothing" };
  const path = join(folder, file);
  return { path, integrity: await integrityOf(path) };
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
