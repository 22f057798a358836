import { join } from "node:path";
import type { Sandbox, Task } from "./types.ts";
import { machineView } from "./view.ts";

/** Inside, everything of a task has a fixed place, so that no output depends on the machine. */
const top = "/tmp/misbuilt";
const driverPath = `${top}/driver.sh`;
const shellPath = `${top}/sh`;

/** The descriptor from which bubblewrap copies the driver’s shell. It follows the task’s eight pipes. */
export const shellDescriptor = 9;

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
 * The driver’s shell is a copy of sh that nobody inside may read. The kernel lets nobody look into a process that runs a
 * file which he may not read: no /proc/1/fd, no /proc/1/environ, no ptrace(2). So the pipes by which the driver reports
 * are out of the scripts’ reach, although both are the same user. As the first process of its namespace it also
 * outlives every `kill -1`, and ends all others by its own.
 */
const privateShell = [
  ...["--perms", "0111"],
  ...["--ro-bind-data", String(shellDescriptor), shellPath],
];

/** The namespaces, all of the sandbox’s own; inside, no others can be made. */
const confinement = [
  ...["bwrap", "--unshare-all", "--unshare-user", "--disable-userns"],
  ...["--uid", "1000", "--gid", "1000"],
  ...["--hostname", "misbuilt", "--cap-drop", "ALL"],
  ...["--die-with-parent", "--new-session", "--as-pid-1"],
];

/**
 * Bubblewrap: namespaces of its own for users, processes, network and the rest; of the machine’s files only programs and
 * what they need, read-only; `$OUT` is a file system in memory of the size that the manifest allows.
 */
export const bwrap: Sandbox = {
  kind: "bwrap",
  place: (task) => ({
    out: `${top}/out`,
    folder: `${top}/repro`,
    prepared: task.prepared === undefined ? undefined : `${top}/prepared`,
  }),
  command(task, places, driver) {
    const bind = (from: string, to: string) => ["--ro-bind", from, to];
    return [
      ...confinement,
      ...machineView(),
      ...task.folders.flatMap((folder) => bind(folder, folder)),
      ...["--size", String(task.limits.diskMiB * (1 << 20))],
      ...["--tmpfs", places.out],
      ...bind(task.folder, places.folder),
      ...bind(driver.script, driverPath),
      ...privateShell,
      ...(task.prepared === undefined || places.prepared === undefined
        ? []
        : bind(task.prepared, places.prepared)),
      // Mount points are made by now; nothing but $OUT stays writable.
      ...["--remount-ro", "/dev", "--remount-ro", "/"],
      "--clearenv",
      ...Object.entries(driver.env).flatMap(([name, value]) => [
        "--setenv",
        name,
        value,
      ]),
      ...["--chdir", places.folder, "--"],
      ...limitArguments(task, true),
      ...[shellPath, driverPath, ...driver.args],
    ];
  },
};

/**
 * What bubblewrap needs of this machine to confine anything, as a command that fails where it cannot. It ends with 3
 * where a script could look into the driver.
 */
export const bwrapProbe: readonly string[] = [
  ...confinement,
  ...machineView(),
  ...["--size", "4096", "--tmpfs", "/tmp", ...privateShell],
  ...["--", shellPath, "-c"],
  "if cat /proc/1/environ >/dev/null 2>&1; then exit 3; fi",
];

/** Where a task’s own files are kept outside a sandbox that has no file system of its own. */
export function scratchOut(scratch: string): string {
  return join(scratch, "out");
}
