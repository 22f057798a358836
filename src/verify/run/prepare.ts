import { cp, lstat, mkdir, rename, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../abandoned.ts";
import { errorCode } from "../load.ts";
import { lastLines } from "../exec.ts";
import type { Repro } from "../../catalog/cells/cell.ts";
import { withLock } from "../provision/lock.ts";
import type { Tool } from "../provision/types.ts";
import { confine } from "../sandbox/confine.ts";
import type { Sandbox } from "../sandbox/types.ts";
import { toolVariables } from "../../catalog/cells/variables.ts";

/** The folder that cells find in `$PREPARED`, or why there is none. */
export type Prepared =
  { readonly folder: string } | { readonly problem: string };

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

/** Calls `work` with a folder that holds only what `prepare` says that it reads. */
async function withReads<Result>(
  { folder, manifest }: Repro,
  script: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  if (manifest.prepareReads === undefined) return work(folder);
  const part = await temporaryFolder("repro");
  try {
    for (const path of [script, ...manifest.prepareReads])
      await cp(join(folder, path), join(part, path), { recursive: true });
    return await work(part);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/**
 * Runs a reproducer’s `prepare` script for one combination of tools and keeps what it leaves in `$OUT`; answers from
 * the cache where that is allowed and it was done before with the same inputs. Safe when two runs do the same.
 */
export async function prepare(
  repro: Repro,
  script: string,
  tools: readonly Tool[],
  sandbox: Sandbox,
  place: {
    readonly cache: string;
    readonly key: string;
    readonly fresh: boolean;
  },
  note: (text: string) => void,
): Promise<Prepared> {
  const folder = join(place.cache, "prepared", place.key);
  if (!place.fresh && (await isFolder(folder))) {
    const now = new Date();
    await utimes(folder, now, now).catch(() => undefined);
    return { folder };
  }
  return withLock(
    `${folder}.lock`,
    () => {
      note(`${repro.slug}: waiting for another run that prepares the same`);
    },
    async () => {
      if (!place.fresh && (await isFolder(folder))) return { folder };
      const partial = `${folder}.partial`;
      await rm(partial, { recursive: true, force: true });
      const result = await withReads(repro, script, (sources) =>
        confine(
          {
            folder: sources,
            first: script,
            env: toolVariables(tools),
            folders: tools.flatMap((tool) => tool.folders),
            limits: repro.manifest.limits,
            product: { tree: partial },
          },
          sandbox,
        ),
      );
      const failed =
        result.problem ??
        (result.first.exit === 0
          ? undefined
          : `${result.suspicion === undefined ? "" : `${result.suspicion}; `}it exited ${result.first.exit ?? "?"}: ${lastLines(result.first.stderr || result.first.stdout, 4)}`);
      if (failed !== undefined) {
        await rm(partial, { recursive: true, force: true });
        return { problem: `repros/${repro.slug}/${script}: ${failed}` };
      }
      await mkdir(partial, { recursive: true });
      if (await isFolder(folder)) {
        // Cells of another run may be reading the old one: move it aside, not from under them.
        const old = `${folder}.${process.pid}-${Date.now()}.old`;
        await rename(folder, old);
        await rename(partial, folder);
        await rm(old, { recursive: true, force: true });
      } else {
        await rename(partial, folder);
      }
      return { folder };
    },
  );
}
