import { mkdir, readdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getuid } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../abandoned.ts";
import { readIfThere } from "../load.ts";

/**
 * A control group that caps the number of processes. Root needs it: the kernel does not hold root to RLIMIT_NPROC
 * (fork(2)), also not inside a user namespace, and a fork bomb outruns any watchdog.
 */
export interface Cgroup {
  /** Puts a command into the group before it starts. */
  readonly enter: (command: readonly string[]) => readonly string[];
  /** How many forks were refused. */
  readonly refused: () => Promise<number>;
  readonly remove: () => Promise<void>;
}

/** Folders of this process’s own groups, in version 1’s hierarchy for `pids` and in version 2’s. */
async function ownGroups(): Promise<string[]> {
  const text = (await readIfThere("/proc/self/cgroup")) ?? "";
  const top = "/sys/fs/cgroup";
  return text.split("\n").flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) return [];
    if (controllers === "") return [join(top, path)];
    return controllers.split(",").includes("pids")
      ? [join(top, controllers, path)]
      : [];
  });
}

let made = 0;

async function makeIn(
  parent: string,
  limit: number,
): Promise<Cgroup | undefined> {
  made += 1;
  const folder = join(parent, `misbuilt-${process.pid}-${made}`);
  try {
    await mkdir(folder);
  } catch {
    return undefined;
  }
  const remove = async (): Promise<void> => {
    // The kernel refuses for as long as an ended process is not quite gone.
    for (let attempt = 0; attempt < 50; attempt += 1) {
      try {
        await rmdir(folder);
        return;
      } catch {
        await sleep(20);
      }
    }
  };
  try {
    await writeFile(join(folder, "pids.max"), String(limit), { flag: "r+" });
  } catch {
    // No such controller here.
    await remove();
    return undefined;
  }
  return {
    enter: (command) => [
      ...["sh", "-c", 'echo $$ >"$0" && exec "$@"'],
      join(folder, "cgroup.procs"),
      ...command,
    ],
    refused: async () => {
      const events = await readFile(join(folder, "pids.events"), "utf8").catch(
        () => "",
      );
      return Number(/^max (\d+)$/m.exec(events)?.[1] ?? 0);
    },
    remove,
  };
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const owner = /^misbuilt-(\d+)-\d+$/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner)))
      await rmdir(join(parent, name)).catch(() => undefined);
  }
}

let swept: Promise<unknown> | undefined;

/** Makes a group for at most `limit` processes; nothing where it is not needed or not possible. */
export async function makeCgroup(limit: number): Promise<Cgroup | undefined> {
  if (getuid?.() !== 0) return undefined;
  const parents = await ownGroups();
  swept ??= Promise.all(parents.map(removeAbandoned));
  await swept;
  for (const parent of parents) {
    const group = await makeIn(parent, limit);
    if (group !== undefined) return group;
  }
  return undefined;
}
