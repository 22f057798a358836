import type { Places, Task } from "./types.ts";

/** Variables that every script gets besides its own. Everything that tools like to write goes below `$OUT`. */
export function baseEnvironment(
  places: Places,
  task: Task,
): Record<string, string> {
  const { out, prepared } = places;
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
    ...task.env,
    OUT: out,
    ...(prepared === undefined ? {} : { PREPARED: prepared }),
  };
}
