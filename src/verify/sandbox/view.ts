/** What a cell sees of the machine: programs, libraries and their settings, and nothing else. */
import { lstatSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Top folders that hold programs and libraries. On most distributions all but /usr are links into it. */
const programs = [
  ...["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"],
];

/** Settings of programs and libraries that cells run, and what they read of the hardware. None of it is about people. */
const settings = [
  ...["ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives"],
  ...["fonts", "chromium", "chromium.d", "gdb", "mime.types"],
].map((name) => `/etc/${name}`);
const hardware = ["/sys/devices/system/cpu"];
const caches = ["/var/cache/fontconfig"];

/** Files of /etc that are the same on every machine: one person and one host, both called misbuilt. */
const madeUp = join(import.meta.dirname, "etc");

/** Whether cells see a program at this absolute path, without being shown its folder. */
export function isShown(path: string): boolean {
  return programs.some((folder) => path.startsWith(`${folder}/`));
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * What in /proc belongs to the kernel and not to a process, and can be written. Called by root, bubblewrap leaves some
 * of it writable to what the kernel takes for root: /proc/sys/kernel/core_pattern is a way out of any sandbox.
 */
function kernelSettings(): string[] {
  return readdirSync("/proc")
    .filter((name) => !/^\d+$/.test(name))
    .map((name) => `/proc/${name}`)
    .filter((path) => {
      const found = lstatSync(path);
      return (
        found.isDirectory() || (found.isFile() && (found.mode & 0o222) > 0)
      );
    });
}

function showReadOnly(path: string): string[] {
  return lstatSync(path).isSymbolicLink()
    ? ["--symlink", readlinkSync(path), path]
    : ["--ro-bind", path, path];
}

let view: readonly string[] | undefined;

/** Bubblewrap’s arguments that show it, all read-only, with /dev and /proc of the sandbox’s own. */
export function machineView(): readonly string[] {
  view ??= [
    ...[...programs, ...settings, ...hardware, ...caches]
      .filter(isThere)
      .flatMap(showReadOnly),
    ...readdirSync(madeUp).flatMap((name) => [
      ...["--ro-bind", join(madeUp, name), `/etc/${name}`],
    ]),
    ...["--dev", "/dev", "--proc", "/proc"],
    ...kernelSettings().flatMap((path) => ["--ro-bind", path, path]),
  ];
  return view;
}
