import type { Places, Task } from "./types.ts";

/** Variables that every script and the driver get. Everything that tools like to write goes below `$OUT`. */
export function baseEnvironment({
  out,
  prepared,
}: Places): Record<string, string> {
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    LC_ALL: "C",
    TZ: "UTC",
    HOME: `${out}/.home`,
    TMPDIR: `${out}/.tmp`,
    XDG_CACHE_HOME: `${out}/.cache`,
    ZIG_GLOBAL_CACHE_DIR: `${out}/.cache/zig-global`,
    ZIG_LOCAL_CACHE_DIR: `${out}/.cache/zig-local`,
    CARGO_HOME: `${out}/.cargo`,
    OUT: out,
    ...(prepared === undefined ? {} : { PREPARED: prepared }),
  };
}

/** Shell text that exports a task’s own variables, except some; those that tell scripts their places stay as they are. */
export function exportsOf(
  env: Task["env"],
  without: readonly string[],
): string {
  const kept = ["OUT", "PREPARED", ...without];
  return Object.entries(env)
    .filter(([name]) => !kept.includes(name))
    .map(
      ([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`,
    )
    .join("\n");
}
