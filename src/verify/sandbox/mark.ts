let count = 0;

/**
 * A number that no other task on this machine has. A task’s processes carry it twice: in the environment, as
 * MISBUILT_CELL, from their first moment on; and as a resource limit, which `env -i`, setsid(2) and another parent do not
 * take away. The limit is RLIMIT_RTTIME, which only real-time scheduling has to do with; so large it limits nothing.
 */
export function newMark(): string {
  count += 1;
  return String(1e15 + process.pid * 1e6 + count);
}

/** The command, with all that it starts under the mark. */
export function marked(mark: string, command: readonly string[]): string[] {
  return ["prlimit", `--rttime=${mark}`, ...command];
}

/** Whether a process has the mark, by the text of its /proc/PID/environ and /proc/PID/limits. */
export function hasMark(
  mark: string,
  environ: string,
  limits: string,
): boolean {
  return (
    environ.split("\0").includes(`MISBUILT_CELL=${mark}`) ||
    new RegExp(`^Max realtime timeout +\\d+ +${mark} `, "m").test(limits)
  );
}
