import { chmod, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Entry } from "../archive/entry.ts";
import { extract } from "../archive/extract.ts";
import { fileDigest, writeAtomically } from "../cache.ts";
import { readIfThere } from "../load.ts";
import { withLock } from "./lock.ts";
import type { Located, Surroundings } from "./types.ts";

const stampName = "misbuilt-stamp.json";

/** Written last into an unpacked archive: what the executable was when the archive’s digest was checked. */
const stampSchema = z.object({
  executable: z.string(),
  size: z.number(),
  mtimeMs: z.number(),
  sha256: z.string(),
});

/** An unpacked archive in the cache: as it was unpacked, never completed, or changed since. */
export type Condition =
  | { readonly is: "whole" }
  | { readonly is: "absent" }
  | { readonly is: "damaged"; readonly why: string };

/** Whether the executable in an unpacked archive is the one that was unpacked: cheap unless its times changed. */
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

function mebibytes(bytes: number): number {
  return Math.round(bytes / (1 << 20));
}

/** Runs `work`, which downloads into `folder`, and says now and then how much has come. */
export async function withProgress<Result>(
  archive: Archive,
  folder: string,
  { progress }: Surroundings,
  work: () => Promise<Result>,
): Promise<Result> {
  const ticker = setInterval(() => {
    void folderSize(folder).then((bytes) => {
      progress(
        `${archive.name}: downloading, ${mebibytes(Math.min(bytes, archive.bytes))} of ${mebibytes(archive.bytes)} MiB`,
      );
    });
  }, 1000);
  try {
    return await work();
  } finally {
    clearInterval(ticker);
    progress(null);
  }
}

/** No toolchain unpacks to more. */
const unpackedMiB = 4096;

/** Unpacks what was fetched. */
export async function unpack(
  entries: AsyncIterable<Entry>,
  unpacked: string,
): Promise<{ readonly unpacked: string } | { readonly problem: string }> {
  try {
    await extract(entries, unpacked, unpackedMiB);
    return { unpacked };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problem: `it could not be unpacked: ${why}` };
  }
}

/** A pinned archive of a registry, and where it is unpacked. */
export interface Archive {
  /** The tool and its version, for messages. */
  readonly name: string;
  /** The registry’s package and its release, such as `ziglang 0.17.0`. */
  readonly release: string;
  readonly bytes: number;
  /** The digest that was pinned, as the registry’s client writes it. */
  readonly digest: string;
  /** The folder in the cache. */
  readonly folder: string;
  /** The executable, relative to the folder. */
  readonly executable: string;
  /** What fetching it needs, in a clause. */
  readonly needs: string;
}

/** Fetches an archive, checks its digest and unpacks it, all below `temporary`. */
export type Fetch = (
  temporary: string,
) => Promise<{ readonly unpacked: string } | { readonly problem: string }>;

async function install(
  archive: Archive,
  fetch: Fetch,
  surroundings: Surroundings,
): Promise<string | undefined> {
  const { name, release, bytes, folder, executable } = archive;
  // Only the holder of the lock uses this name: what is there was left by a run that died.
  const temporary = `${folder}.partial`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    surroundings.note(
      `${name}: fetching ${release} (${mebibytes(bytes)} MiB, once)`,
    );
    const fetched = await fetch(temporary);
    if ("problem" in fetched) return fetched.problem;
    const { unpacked } = fetched;
    const path = join(unpacked, executable);
    await chmod(path, 0o755);
    const { size, mtimeMs } = await stat(path);
    const sha256 = await fileDigest(path);
    await writeAtomically(
      join(unpacked, stampName),
      `${JSON.stringify({ archive: archive.digest, executable, size, mtimeMs, sha256 }, null, 2)}\n`,
    );
    await rename(unpacked, folder);
    return undefined;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Finds an unpacked archive in the cache, and fetches it where it is not. */
export async function findUnpacked(
  archive: Archive,
  fetch: Fetch,
  surroundings: Surroundings,
): Promise<Located> {
  const { name, bytes, folder, executable } = archive;
  const found = (): Located => ({
    ok: true,
    executable: join(folder, executable),
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
  const hint = `misbuilt verify fetches it (${mebibytes(bytes)} MiB); that needs ${archive.needs}`;
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
      const problem = await install(archive, fetch, surroundings);
      return problem === undefined
        ? found()
        : { ok: false, reason: problem, hint };
    },
  );
}
