import { chmod, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Entry } from "../archive/entry.ts";
import { extract } from "../archive/extract.ts";
import { conditionOf, record, type Kept } from "./kept.ts";
import { withLock } from "./lock.ts";
import type { Located, Surroundings } from "./types.ts";

const stampName = "misbuilt-stamp.json";
const filesName = "misbuilt-files.json";

/** An unpacked archive, with what is known of its files in it. */
export function unpackedIn(folder: string): Kept {
  return {
    folder,
    stamp: join(folder, stampName),
    files: join(folder, filesName),
    without: [stampName, filesName],
  };
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

/** How a person gets an archive of this size. */
export function fetchedByVerify(bytes: number, needs: string): string {
  return `misbuilt verify fetches it (${mebibytes(bytes)} MiB); that needs ${needs}`;
}

/** There is no archive for machines like this one. */
export function notFor(machine: string, archive: string): Located {
  return {
    ok: false,
    reason: `repros/toolchains.yaml has no ${archive} of it for ${machine}`,
    hint: "add its digest there, or misbuilt discover pins what is new on this machine",
  };
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
    await chmod(join(unpacked, executable), 0o755);
    await record(unpackedIn(unpacked), { archive: archive.digest });
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
  const { name, folder, executable } = archive;
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
  const { thorough } = surroundings;
  const condition = await conditionOf(unpackedIn(folder), thorough);
  if (condition.is === "whole") return found();
  if (condition.is === "damaged") return damaged(condition.why);
  if (!surroundings.install)
    return { ok: false, reason: "not fetched", obtainable: true };
  return withLock(
    `${folder}.lock`,
    () => {
      surroundings.note(`${name}: waiting for another run that fetches it`);
    },
    async () => {
      const now = await conditionOf(unpackedIn(folder), thorough);
      if (now.is === "whole") return found();
      if (now.is === "damaged") return damaged(now.why);
      // Without its stamp a folder is no result of ours: `rename` needs the place.
      await rm(folder, { recursive: true, force: true });
      const problem = await install(archive, fetch, surroundings);
      return problem === undefined ? found() : { ok: false, reason: problem };
    },
  );
}
