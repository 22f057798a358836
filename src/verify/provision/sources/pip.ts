import { join } from "node:path";
import {
  findWheel,
  hostPlatform,
  pipReleases,
  pipWheel,
} from "../clients/pip.ts";
import { fetchedByVerify, notFor } from "../unpacked.ts";
import type { Source } from "./source.ts";

const needs = "python3, pip and a network";

/** A program in a wheel. */
export const pip: Source<"pip"> = {
  most: 3,

  releases: (source) => pipReleases(source.package),

  async pin(tool, { version, release }) {
    const wheel = await pipWheel(tool.package, release);
    if ("problem" in wheel) return wheel;
    const named = release === version ? {} : { release };
    const pinned = { platform: hostPlatform(), ...wheel.value };
    return { pinned: { ...named, wheel: pinned } };
  },

  byHand: ({ version, source }) =>
    fetchedByVerify(source.versions[version]?.bytes ?? 0, needs),

  async find({ tool, version, source }, surroundings) {
    const entry = source.versions[version];
    const sha256 = entry?.sha256[hostPlatform()];
    if (entry === undefined || sha256 === undefined)
      return notFor(hostPlatform(), "wheel");
    const release = entry.release ?? version;
    const folder = `${version}-${sha256.slice(0, 12)}`;
    return findWheel(
      {
        name: `${tool} ${version}`,
        release: `${source.package} ${release}`,
        bytes: entry.bytes,
        digest: sha256,
        folder: join(surroundings.cache, "toolchains", tool, folder),
        executable: source.executable,
      },
      `${source.package}==${release}`,
      surroundings,
    );
  },
};
