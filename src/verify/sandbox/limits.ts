import { exec } from "../exec.ts";
import type { Places, Sandbox, Task } from "./types.ts";
import { watch } from "./watchdog.ts";

/** The limit that the task was at when its scripts ended, where it was at one. */
export function suspect(
  freeKiB: number,
  largestMiB: number,
  task: Task,
  sandbox: Sandbox,
): string | undefined {
  const { diskMiB, memoryMiB } = task.limits;
  if (sandbox.kind === "bwrap" && freeKiB < 64)
    return `disk-limit: $OUT was full (${diskMiB} MiB)`;
  if (largestMiB > memoryMiB * 0.95)
    return `memory-limit: a process had nearly all of the ${memoryMiB} MiB it may have`;
  return undefined;
}

/** Ends a task that fills a folder; for where there is no file system of the right size. */
function guardDisk(
  folder: string,
  diskMiB: number,
  end: (why: string) => void,
): () => void {
  const timer = setInterval(() => {
    void exec("du", ["-sm", folder]).then(({ stdout }) => {
      if (Number.parseInt(stdout, 10) > diskMiB)
        end(`disk-limit: $OUT held more than ${diskMiB} MiB`);
    });
  }, 500);
  return () => {
    clearInterval(timer);
  };
}

/** What keeps a task within its limits while it runs. */
export interface Guard {
  /** Gives the next script the whole time to itself. Once stopped, it starts no clock again. */
  renew(): void;
  /** The largest address space that one process had so far, in MiB. */
  largestMiB(): number;
  stop(): void;
}

/** Watches a task’s time, processes, memory and, where no file system does that, its disk. Calls `end` with the limit that it passed. */
export function guard(
  root: number,
  task: Task,
  sandbox: Sandbox,
  places: Places,
  end: (why: string) => void,
): Guard {
  const { limits } = task;
  const timeUp = (): void => {
    end(`time-limit: it ran longer than ${limits.seconds} s`);
  };
  let clock = setTimeout(timeUp, limits.seconds * 1000);
  let stopped = false;
  let largest = 0;
  const unwatch = watch(root, (usage) => {
    largest = Math.max(largest, usage.largestMiB);
    if (usage.tasks > limits.processes)
      end(`process-limit: more than ${limits.processes} processes at once`);
    else if (usage.residentMiB > limits.memoryMiB)
      end(`memory-limit: more than ${limits.memoryMiB} MiB in use`);
  });
  const undisk =
    sandbox.kind === "none"
      ? guardDisk(places.out, limits.diskMiB, end)
      : () => undefined;
  return {
    renew() {
      // A script's last word may be read after its process has ended.
      if (stopped) return;
      clearTimeout(clock);
      clock = setTimeout(timeUp, limits.seconds * 1000);
    },
    largestMiB: () => largest,
    stop() {
      stopped = true;
      clearTimeout(clock);
      unwatch();
      undisk();
    },
  };
}
