import { chmod, mkdir, readdir, realpath, symlink } from "node:fs/promises";
import { getuid } from "node:process";
import { join } from "node:path";
import type { SourceOf } from "../../../catalog/schema/index.ts";
import { valueDigest } from "../../cache.ts";
import { exec, lastLines } from "../../exec.ts";
import { download } from "../clients/apt-release.ts";
import { programStarter, putStarters, startedBy } from "../starters.ts";
import {
  fetchedByVerify,
  findUnpacked,
  withProgress,
  type Archive,
} from "../unpacked.ts";
import type { Surroundings } from "../types.ts";
import type { Source } from "./source.ts";

type Release = SourceOf<"apt-release">["versions"][string];

/** Unpacks packages into a root. No script of theirs is run, and nothing keeps a set-id bit. */
async function unpackInto(
  root: string,
  debs: string,
): Promise<string | undefined> {
  await mkdir(join(root, "usr"), { recursive: true });
  // Since trixie packages hold only /usr; programs still name the loader in /lib64.
  for (const name of ["bin", "lib", "lib64", "sbin"]) {
    await mkdir(join(root, "usr", name), { recursive: true });
    await symlink(`usr/${name}`, join(root, name));
  }
  for (const name of await readdir(debs)) {
    const ended = await exec("dpkg-deb", ["-x", join(debs, name), root]);
    if (ended.code !== 0) return lastLines(ended.stderr, 1);
  }
  const ended = await exec("chmod", ["-R", "u-s,g-s,a+rX", root]);
  return ended.code === 0 ? undefined : lastLines(ended.stderr, 1);
}

function fetchFrom(
  archive: Archive,
  { release, executable, packages }: Release,
  first: readonly string[],
  surroundings: Surroundings,
) {
  return async (temporary: string) => {
    const failed = await withProgress(archive, temporary, surroundings, () =>
      download(release, packages, temporary),
    );
    if (failed !== undefined) return { problem: failed };
    const root = join(temporary, "root");
    const broken = await unpackInto(root, join(temporary, "debs"));
    if (broken !== undefined)
      return { problem: `a package could not be unpacked: ${broken}` };
    await chmod(root, 0o755);
    return (await putStarters(root, { executable, arguments: first }))
      ? { unpacked: root }
      : { problem: `its packages have no program ${executable}` };
  };
}

/** A program of another Debian release, in a root of its own that nobody installs. */
export const aptRelease: Source<"apt-release"> = {
  most: 1,
  releases: () => Promise.resolve({ value: [] }),
  pin: () =>
    Promise.resolve({
      unfit: "packages of another release are pinned by hand",
    }),

  byHand({ version, source }) {
    const packages = Object.values(source.versions[version]?.packages ?? {});
    const bytes = packages.reduce((sum, one) => sum + one.bytes, 0);
    return fetchedByVerify(bytes, "root, apt of Debian and a network");
  },

  async find({ tool, version, source }, surroundings) {
    if (getuid?.() !== 0)
      return { ok: false, reason: "packages of another release need root" };
    const wanted = source.versions[version];
    if (wanted === undefined)
      return { ok: false, reason: "it has no packages" };
    const { release, executable, packages } = wanted;
    const digest = valueDigest([
      release,
      packages,
      executable,
      source.arguments,
    ]);
    const archive: Archive = {
      name: `${tool} ${version}`,
      release: `${Object.keys(packages).length} packages of ${release}`,
      bytes: Object.values(packages).reduce((sum, one) => sum + one.bytes, 0),
      digest,
      folder: join(
        surroundings.cache,
        ...["toolchains", tool, `${version}-${digest.slice(0, 12)}`],
      ),
      executable,
    };
    const located = await findUnpacked(
      archive,
      fetchFrom(archive, wanted, source.arguments, surroundings),
      surroundings,
    );
    if (!located.ok) return located;
    return {
      ...located,
      measured: startedBy(await realpath(located.executable)),
      variables: {
        [`${source.env}_START`]: join(archive.folder, programStarter),
      },
    };
  },
};
