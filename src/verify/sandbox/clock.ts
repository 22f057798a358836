import { readFileSync } from "node:fs";
import { cpus } from "node:os";

/** On the busiest machine a second still counts for a quarter of one, so that everything ends. */
const slowest = 0.25;

/** Longer than this, in milliseconds, no tick counts: this program itself had to wait then. */
const longest = 1000;

/**
 * How much of a second counts towards a time limit. While there is a core for every thread that wants to run, all of
 * it; with twice as many threads, half of it. So a limit allows about the same work on a busy machine.
 */
export function paceOf(runnable: number, cores: number): number {
  return Math.max(slowest, Math.min(1, cores / Math.max(1, runnable)));
}

/** How much of a tick counts, in milliseconds. */
export function countedOf(elapsed: number, pace: number): number {
  return Math.min(elapsed, longest) * pace;
}

let cores: number | undefined;

/** The pace of this moment, by /proc/loadavg (proc(5)): its fourth field is `runnable/all`, counting this thread too. */
export function paceNow(): number {
  cores ??= cpus().length;
  try {
    const text = readFileSync("/proc/loadavg", "latin1");
    const runnable = Number(/^\S+ \S+ \S+ (\d+)\//.exec(text)?.[1] ?? 1);
    return paceOf(runnable - 1, cores);
  } catch {
    return 1;
  }
}
