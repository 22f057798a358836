import { totalmem } from "node:os";
import { performance } from "node:perf_hooks";
import type { Limits } from "../../catalog/cells/plan.ts";
import { exec } from "../exec.ts";
import type { Cgroup } from "./cgroup.ts";
import { countedOf, paceNow } from "./clock.ts";
import type { Places, Sandbox, Task } from "./types.ts";
import { watch } from "./watchdog.ts";

/** MiB that a task may hold in all, whatever address space its manifest grants to one process. */
const heldAtMostMiB = 8192;

/**
 * MiB that all processes of a task may hold at once. A manifest limits the address space of one process; some grant
 * terabytes, because V8 reserves that much for wasm memories. Held memory is another thing: as much as the manifest
 * says, but at most 8 GiB and three quarters of this machine’s.
 */
export function heldMiB({ memoryMiB }: Limits): number {
  const machine = Math.floor((totalmem() / (1 << 20)) * 0.75);
  return Math.min(memoryMiB, heldAtMostMiB, machine);
}

/** Why a task ends that holds too much. */
export function tooMuchMemory(limits: Limits): string {
  return `memory-limit: more than ${heldMiB(limits)} MiB in use`;
}

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

/** Calls `look` now and then, never twice at once. */
function everySoOften(ms: number, look: () => Promise<void>): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void look().finally(() => {
      busy = false;
    });
  }, ms);
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
  cgroup: Cgroup | undefined,
  end: (why: string) => void,
): Guard {
  const { limits } = task;
  const kernelCounts = cgroup?.capsMemory === true;
  let largest = 0;
  let used = 0;
  let last = performance.now();
  const stops = [
    watch(root, (usage) => {
      const now = performance.now();
      used += countedOf(now - last, paceNow());
      last = now;
      largest = Math.max(largest, usage.largestMiB);
      if (used > limits.seconds * 1000)
        end(`time-limit: it ran longer than ${limits.seconds} s`);
      else if (usage.tasks > limits.processes)
        end(`process-limit: more than ${limits.processes} processes at once`);
      // The kernel counts better where it does: shared pages once, and what belongs to no process.
      else if (!kernelCounts && usage.residentMiB > heldMiB(limits))
        end(tooMuchMemory(limits));
    }),
  ];
  if (cgroup !== undefined && kernelCounts)
    stops.push(
      everySoOften(200, async () => {
        if ((await cgroup.refusals()).memory > 0) end(tooMuchMemory(limits));
      }),
    );
  if (sandbox.kind === "none")
    stops.push(
      everySoOften(500, async () => {
        const { stdout } = await exec("du", ["-sm", places.out]);
        if (Number.parseInt(stdout, 10) > limits.diskMiB)
          end(`disk-limit: $OUT held more than ${limits.diskMiB} MiB`);
      }),
    );
  return {
    renew() {
      used = 0;
      last = performance.now();
    },
    largestMiB: () => largest,
    stop() {
      for (const stop of stops) stop();
    },
  };
}
