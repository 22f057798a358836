import { lstatSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Task, Sandbox } from "./types.ts";

let settings: string[] | undefined;

/**
 * What in /proc belongs to the kernel and not to a process, and can be written. Called by root, bubblewrap leaves some
 * of it writable to what the kernel takes for root: /proc/sys/kernel/core_pattern is a way out of any sandbox.
 */
function kernelSettings(): string[] {
  settings ??= readdirSync("/proc")
    .filter((name) => !/^\d+$/.test(name))
    .map((name) => `/proc/${name}`)
    .filter((path) => {
      const found = lstatSync(path);
      return (
        found.isDirectory() || (found.isFile() && (found.mode & 0o222) > 0)
      );
    });
  return settings;
}

/** Inside, everything of a task has a fixed place, so that no output depends on the machine. */
const top = "/tmp/misbuilt";
const driverPath = `${top}/driver.sh`;

/** Hidden from scripts: people’s files, sockets of the machine’s services, other programs’ temporary files. */
function hidden(): string[] {
  const home = homedir();
  const folders = ["/tmp", "/run", "/root", "/home"];
  const covered = folders.some(
    (folder) => home === folder || home.startsWith(`${folder}/`),
  );
  return covered || home === "/" ? folders : [...folders, home];
}

/**
 * Processes that the kernel allows above the manifest’s limit: the sandbox’s own, and some, so that the watchdog and
 * not a failed fork names what happened.
 */
export const spareProcesses = 16;

/** Limits that the kernel keeps for each process. */
export function limitArguments(task: Task, processes: boolean): string[] {
  const { seconds, memoryMiB, diskMiB } = task.limits;
  const mib = 1 << 20;
  return [
    "prlimit",
    `--as=${memoryMiB * mib}`,
    `--cpu=${seconds * 64}`,
    `--fsize=${diskMiB * mib}`,
    "--core=0",
    ...(processes ? [`--nproc=${task.limits.processes + spareProcesses}`] : []),
  ];
}

/**
 * Bubblewrap: namespaces of its own for users, processes, network and the rest; the machine’s files read-only,
 * people’s files hidden; `$OUT` is a file system in memory of the size that the manifest allows.
 */
export const bwrap: Sandbox = {
  kind: "bwrap",
  place: (task) => ({
    out: `${top}/out`,
    folder: `${top}/repro`,
    prepared: task.prepared === undefined ? undefined : `${top}/prepared`,
  }),
  command(task, places, driver) {
    const hide = hidden();
    const bind = (from: string, to: string) => ["--ro-bind", from, to];
    return [
      "bwrap",
      ...["--unshare-all", "--uid", "1000", "--gid", "1000"],
      ...["--hostname", "misbuilt", "--cap-drop", "ALL"],
      ...["--die-with-parent", "--new-session"],
      ...["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"],
      ...kernelSettings().flatMap((path) => bind(path, path)),
      ...hide.flatMap((folder) => ["--tmpfs", folder]),
      ...task.folders.flatMap((folder) => bind(folder, folder)),
      ...["--size", String(task.limits.diskMiB * (1 << 20))],
      ...["--tmpfs", places.out],
      ...bind(task.folder, places.folder),
      ...bind(driver.script, driverPath),
      ...(task.prepared === undefined || places.prepared === undefined
        ? []
        : bind(task.prepared, places.prepared)),
      // Mount points are made by now; nothing but $OUT stays writable.
      ...["/dev", ...hide].flatMap((folder) => ["--remount-ro", folder]),
      "--clearenv",
      ...Object.entries(driver.env).flatMap(([name, value]) => [
        "--setenv",
        name,
        value,
      ]),
      ...["--chdir", places.folder, "--"],
      ...limitArguments(task, true),
      ...["sh", driverPath, ...driver.args],
    ];
  },
};

/** What bubblewrap needs of this machine to start at all, as a command that fails where it cannot. */
export const bwrapProbe = [
  "bwrap",
  ...["--unshare-all", "--die-with-parent", "--ro-bind", "/", "/"],
  ...["--dev", "/dev", "--proc", "/proc", "--size", "4096"],
  ...["--tmpfs", "/tmp", "--", "true"],
] as const;

/** Where a task’s own files are kept outside a sandbox that has no file system of its own. */
export function scratchOut(scratch: string): string {
  return join(scratch, "out");
}
