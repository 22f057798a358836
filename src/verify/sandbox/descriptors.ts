import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
} from "node:fs";
import { shellDescriptor } from "./bwrap.ts";
import type { Sandbox } from "./types.ts";

const closeOnExec = 0o2000000;

/** Numbers of open files that whoever started this program left to it, and that a child would inherit. */
function inherited(): number[] {
  return readdirSync("/proc/self/fd")
    .map(Number)
    .filter((fd) => {
      if (fd <= 2) return false;
      try {
        const info = readFileSync(`/proc/self/fdinfo/${fd}`, "latin1");
        const flags = /^flags:\s+(\d+)$/m.exec(info)?.[1] ?? "0";
        return (Number.parseInt(flags, 8) & closeOnExec) === 0;
      } catch {
        // The descriptor by which the folder was listed.
        return false;
      }
    });
}

/**
 * What a task's first process gets as open files: nothing to read, then the given ones; bubblewrap also gets sh, to copy.
 * In place of each that this program itself inherited it gets /dev/null, because Node can close none in a child.
 */
export function childStdio(
  given: readonly number[],
  kind: Sandbox["kind"],
): {
  readonly list: (number | "ignore")[];
  /** Closes this program’s copies of what was opened here. */
  readonly close: () => void;
} {
  const left = inherited();
  const nothing = openSync("/dev/null", "r+");
  const opened = [nothing];
  const list: (number | "ignore" | undefined)[] = ["ignore", ...given];
  if (kind === "bwrap") {
    const shell = openSync(realpathSync("/bin/sh"), "r");
    opened.push(shell);
    list[shellDescriptor] = shell;
  }
  for (const fd of left) if (!(fd in list)) list[fd] = nothing;
  return {
    list: Array.from(list, (one) => one ?? "ignore"),
    close: () => {
      opened.forEach(closeSync);
    },
  };
}
