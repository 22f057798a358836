import { mkdir, readdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../abandoned.ts";
import { exec } from "../exec.ts";
import { readIfThere } from "../load.ts";

/**
 * A control group that caps the number of processes and the memory that they use in all. The kernel does not hold root to
 * RLIMIT_NPROC (fork(2)), and a fork bomb outruns any watchdog. No other limit counts memory that is no process's own:
 * memory files, System V segments, file systems in memory.
 */
export interface Cgroup {
  /** Whether it caps memory; else it caps processes alone. */
  readonly capsMemory: boolean;
  /** Puts a command into the group before it starts. */
  readonly enter: (command: readonly string[]) => readonly string[];
  /** How many forks were refused, and how many processes were killed for want of memory. */
  readonly refusals: () => Promise<{ forks: number; memory: number }>;
  /** Kills every process of the group. */
  readonly kill: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

const top = "/sys/fs/cgroup";
const controllers = ["pids", "memory"] as const;
type Controller = (typeof controllers)[number];

/** Files of a group and what to write there: of version 1 or 2 of control groups, whichever is there. */
type Setting = readonly [file: string, value: number];

function settingsOf(
  limits: Readonly<Record<Controller, number>>,
): Record<
  Controller,
  { readonly needed: readonly Setting[]; readonly swap: readonly Setting[] }
> {
  const { pids, memory } = limits;
  return {
    pids: { needed: [["pids.max", pids]], swap: [] },
    memory: {
      // In each version one of them is there.
      needed: [
        ["memory.max", memory],
        ["memory.limit_in_bytes", memory],
      ],
      swap: [
        ["memory.swap.max", 0],
        ["memory.memsw.limit_in_bytes", memory],
      ],
    },
  };
}

/** Folders in which a group with a controller might be made: this process’s own, then those above it. */
async function candidates(controller: Controller): Promise<string[]> {
  const text = (await readIfThere("/proc/self/cgroup")) ?? "";
  return text.split("\n").flatMap((line) => {
    const [, names, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (names === undefined || path === undefined) return [];
    // Version 2 has one hierarchy for all controllers.
    if (names !== "" && !names.split(",").includes(controller)) return [];
    const mount = join(top, names);
    const folders = [join(mount, path)];
    for (let one = folders[0] ?? mount; one.startsWith(`${mount}/`);) {
      one = dirname(one);
      folders.push(one);
    }
    return folders;
  });
}

async function write(folder: string, settings: readonly Setting[]) {
  let written = 0;
  for (const [file, value] of settings)
    try {
      await writeFile(join(folder, file), String(value), { flag: "r+" });
      written += 1;
    } catch {
      // Another version’s file, or a controller that is not enabled here.
    }
  return written > 0;
}

async function removeGroup(folder: string): Promise<void> {
  // The kernel refuses for as long as an ended process is not quite gone.
  for (let attempt = 0; attempt < 50; attempt += 1) {
    try {
      await rmdir(folder);
      return;
    } catch {
      await sleep(20);
    }
  }
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const owner = /^misbuilt-(\d+)-\d+$/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner)))
      await rmdir(join(parent, name)).catch(() => undefined);
  }
}

let made = 0;
const enterScript =
  'while [ "$1" != -- ]; do echo $$ >"$1" || exit 125; shift; done; shift; exec "$@"';

async function limit(
  folder: string,
  controller: Controller,
  limits: Readonly<Record<Controller, number>>,
): Promise<boolean> {
  const { needed, swap } = settingsOf(limits)[controller];
  const limited = await write(folder, needed);
  // Version 1 refuses a limit with swap that is below the one without.
  if (limited) await write(folder, swap);
  return limited;
}

async function makeIn(
  parent: string,
  controller: Controller,
  limits: Readonly<Record<Controller, number>>,
): Promise<string | undefined> {
  made += 1;
  const folder = join(parent, `misbuilt-${process.pid}-${made}`);
  try {
    await mkdir(folder);
  } catch {
    return undefined;
  }
  if (await limit(folder, controller, limits)) return folder;
  await removeGroup(folder);
  return undefined;
}

/** Where groups with a controller can be made and entered. */
async function findParent(controller: Controller): Promise<string | undefined> {
  for (const parent of await candidates(controller)) {
    const group = await makeIn(parent, controller, {
      pids: 8,
      memory: 1 << 26,
    });
    if (group === undefined) continue;
    const procs = join(group, "cgroup.procs");
    const ended = await exec("sh", [
      "-c",
      enterScript,
      "sh",
      procs,
      "--",
      "true",
    ]);
    await removeGroup(group);
    if (ended.code === 0) {
      await removeAbandoned(parent);
      return parent;
    }
  }
  return undefined;
}

const parents = new Map<Controller, Promise<string | undefined>>();

/** Where groups with a controller can be made; nothing where none can. */
export function parentOf(controller: Controller): Promise<string | undefined> {
  const found = parents.get(controller) ?? findParent(controller);
  parents.set(controller, found);
  return found;
}

async function count(file: string, name: string): Promise<number> {
  const text = await readFile(file, "utf8").catch(() => "");
  return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
}

async function killAllIn(folder: string): Promise<void> {
  // One may be forking while they are listed: look until there is none.
  for (let round = 0; round < 50; round += 1) {
    const text = await readFile(join(folder, "cgroup.procs"), "utf8");
    const pids = text.split("\n").filter((line) => line !== "");
    if (pids.length === 0) return;
    for (const pid of pids)
      try {
        process.kill(Number(pid), "SIGKILL");
      } catch {
        // It is gone already.
      }
    await sleep(5);
  }
}

/** Makes a group for at most `processes` and `bytes` of memory, with what of it can be had here; nothing where nothing can. */
export async function makeCgroup(
  processes: number,
  bytes: number,
): Promise<Cgroup | undefined> {
  const folders: string[] = [];
  let capsMemory = false;
  for (const controller of controllers) {
    const parent = await parentOf(controller);
    const limits = { pids: processes, memory: bytes };
    // Version 2 has both in one hierarchy: then one group has both.
    const own = folders.find((one) => dirname(one) === parent);
    if (parent === undefined) continue;
    if (own !== undefined) await limit(own, controller, limits);
    else {
      const folder = await makeIn(parent, controller, limits);
      if (folder === undefined) continue;
      folders.push(folder);
    }
    capsMemory ||= controller === "memory";
  }
  if (folders.length === 0) return undefined;
  const sum = async (file: string, name: string): Promise<number> => {
    const counts = folders.map((folder) => count(join(folder, file), name));
    return (await Promise.all(counts)).reduce((a, b) => a + b, 0);
  };
  return {
    capsMemory,
    enter: (command) => [
      ...["sh", "-c", enterScript, "sh"],
      ...folders.map((folder) => join(folder, "cgroup.procs")),
      ...["--", ...command],
    ],
    refusals: async () => ({
      forks: await sum("pids.events", "max"),
      memory:
        (await sum("memory.events", "oom_kill")) +
        (await sum("memory.oom_control", "oom_kill")),
    }),
    kill: async () => {
      await Promise.all(folders.map(killAllIn)).catch(() => undefined);
    },
    remove: async () => {
      await Promise.all(folders.map(removeGroup));
    },
  };
}
