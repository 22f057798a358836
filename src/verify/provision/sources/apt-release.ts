import { chmod, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { getuid } from "node:process";
import { basename, join } from "node:path";
import type { SourceOf } from "../../../catalog/schema/index.ts";
import { fileDigest, valueDigest } from "../../cache.ts";
import { exec, lastLines } from "../../exec.ts";
import {
  fetchedByVerify,
  findUnpacked,
  withProgress,
  type Archive,
} from "../unpacked.ts";
import type { Surroundings } from "../types.ts";
import type { Source } from "./source.ts";

type Packages = SourceOf<"apt-release">["versions"][string]["packages"];

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** The mirror that this machine’s apt uses for its own release, by apt’s own word. */
async function mirror(): Promise<string | undefined> {
  const ended = await exec("apt-get", [
    ...["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"],
    "Origin: Debian",
  ]);
  return ended.stdout.split("\n").find((line) => /\/debian\/?$/.test(line));
}

/** Options with which apt has lists, cache and settings below `folder`, and knows one release alone. */
function apartFrom(folder: string): string[] {
  const at = (name: string) => join(folder, name);
  return Object.entries({
    "Dir::State": at("state"),
    "Dir::State::status": at("status"),
    "Dir::Cache": at("cache"),
    "Dir::Etc::SourceList": at("sources.list"),
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::Etc::Preferences": "/dev/null",
    "Dir::Etc::PreferencesParts": "/dev/null",
    "Acquire::Languages": "none",
    "APT::Sandbox::User": "root",
  }).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}

/** Downloads the packages into `folder`/debs; apt checks the release’s signature and their digests, and we ours. */
async function download(
  release: string,
  packages: Packages,
  folder: string,
): Promise<string | undefined> {
  const from = await mirror();
  if (from === undefined)
    return "apt names no mirror of Debian on this machine";
  for (const name of ["state/lists/partial", "cache/archives/partial", "debs"])
    await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, "status"), "");
  await writeFile(
    join(folder, "sources.list"),
    `deb [signed-by=${keyring}] ${from} ${release} main\n`,
  );
  const options = apartFrom(folder);
  const debs = join(folder, "debs");
  const timeout = 15 * 60_000;
  const lists = await exec("apt-get", [...options, "-q", "update"], {
    timeout,
  });
  if (lists.code !== 0)
    return `apt-get update for ${release} failed: ${lastLines(lists.stderr, 2)}`;
  const wanted = Object.entries(packages);
  const ended = await exec(
    "apt-get",
    [
      ...[...options, "-q", "download"],
      ...wanted.map(([name, { version }]) => `${name}=${version}`),
    ],
    { cwd: debs, timeout },
  );
  if (ended.code !== 0)
    return `${release} does not have these packages any more, or apt-get could not fetch them: ${lastLines(ended.stderr, 2)}`;
  const digests = new Set<string>();
  for (const name of await readdir(debs))
    digests.add(await fileDigest(join(debs, name)));
  const other = wanted.find(([, { sha256 }]) => !digests.has(sha256));
  if (other !== undefined)
    return `${other[0]} ${other[1].version} has another digest than repros/toolchains.yaml`;
  return undefined;
}

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

const starter = "misbuilt-run";

/** Starts the program with its own root’s loader: this machine’s is older, and does not fit. */
function startOf(executable: string): string {
  return `#!/bin/sh
root=$(cd "$(dirname "$0")" && pwd)
exec "$root/lib64/ld-linux-x86-64.so.2" --library-path "$root/usr/lib/x86_64-linux-gnu" --argv0 "${basename(executable)}" "$root/${executable}" "$@"
`;
}

function fetchFrom(
  archive: Archive,
  source: SourceOf<"apt-release">,
  packages: Packages,
  surroundings: Surroundings,
) {
  return async (temporary: string) => {
    const failed = await withProgress(archive, temporary, surroundings, () =>
      download(source.release, packages, temporary),
    );
    if (failed !== undefined) return { problem: failed };
    const root = join(temporary, "root");
    const broken = await unpackInto(root, join(temporary, "debs"));
    if (broken !== undefined)
      return { problem: `a package could not be unpacked: ${broken}` };
    await writeFile(join(root, starter), startOf(source.executable));
    await chmod(root, 0o755);
    return { unpacked: root };
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
    const packages = source.versions[version]?.packages ?? {};
    const digest = valueDigest([source.release, packages]);
    const archive: Archive = {
      name: `${tool} ${version}`,
      release: `${Object.keys(packages).length} packages of ${source.release}`,
      bytes: Object.values(packages).reduce((sum, one) => sum + one.bytes, 0),
      digest,
      folder: join(
        surroundings.cache,
        ...["toolchains", tool, `${version}-${digest.slice(0, 12)}`],
      ),
      executable: starter,
    };
    const located = await findUnpacked(
      archive,
      fetchFrom(archive, source, packages, surroundings),
      surroundings,
    );
    return located.ok
      ? { ...located, measured: join(archive.folder, source.executable) }
      : located;
  },
};
