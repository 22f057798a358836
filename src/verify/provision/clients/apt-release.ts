/** What another Debian release has, through apt with a state of its own: nothing of it touches this machine’s packages. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SourceOf } from "../../../catalog/schema/index.ts";
import { fileDigest } from "../../cache.ts";
import { exec, lastLines } from "../../exec.ts";
import type { Answer } from "./answer.ts";

export type Packages = SourceOf<"apt-release">["versions"][string]["packages"];

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
const timeout = 15 * 60_000;

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
    "Acquire::ForceHash": "SHA256",
    "APT::Sandbox::User": "root",
  }).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}

/** Gets the release’s index into `folder`; apt checks its signature. What comes back are the options to ask it with. */
async function update(
  release: string,
  folder: string,
): Promise<Answer<string[]>> {
  const from = await mirror();
  if (from === undefined)
    return { problem: "apt names no mirror of Debian on this machine" };
  for (const name of ["state/lists/partial", "cache/archives/partial"])
    await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, "status"), "");
  await writeFile(
    join(folder, "sources.list"),
    `deb [signed-by=${keyring} target=Packages] ${from} ${release} main\n`,
  );
  const options = [...apartFrom(folder), "-q"];
  const ended = await exec("apt-get", [...options, "update"], { timeout });
  return ended.code === 0
    ? { value: options }
    : {
        problem: `apt-get update for ${release} failed: ${lastLines(ended.stderr, 2)}`,
      };
}

/**
 * What a release has now of packages and of all that they depend on, as `repros/toolchains.yaml` pins it. For those who
 * pin by hand: the next point release has other versions.
 */
export async function packagesOf(
  release: string,
  names: readonly string[],
  folder: string,
): Promise<Answer<Packages>> {
  const options = await update(release, folder);
  if ("problem" in options) return options;
  const ended = await exec("apt-get", [
    ...[...options.value, "-qq", "--no-install-recommends", "--print-uris"],
    ...["install", ...names],
  ]);
  if (ended.code !== 0)
    return {
      problem: `${release} cannot have ${names.join(", ")}: ${lastLines(ended.stderr, 2)}`,
    };
  // 'address' name_version_architecture.deb bytes SHA256:digest
  const line = /^'\S+' ([^_\s]+)_([^_\s]+)_\w+\.deb (\d+) SHA256:(\w+)$/gm;
  const found = [...ended.stdout.matchAll(line)].map(
    ([, name = "", version = "", bytes, sha256 = ""]) =>
      [
        name,
        { version: decodeURIComponent(version), sha256, bytes: Number(bytes) },
      ] as const,
  );
  return { value: Object.fromEntries(found) };
}

/** Downloads packages into `folder`/debs; apt checks their digests against the release’s index, and we ours. */
export async function download(
  release: string,
  packages: Packages,
  folder: string,
): Promise<string | undefined> {
  const options = await update(release, folder);
  if ("problem" in options) return options.problem;
  const debs = join(folder, "debs");
  await mkdir(debs);
  const wanted = Object.entries(packages);
  const ended = await exec(
    "apt-get",
    [
      ...[...options.value, "download"],
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
