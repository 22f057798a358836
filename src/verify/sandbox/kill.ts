import type { ChildProcess } from "node:child_process";
import type { Sandbox } from "./types.ts";
import { childrenOf } from "./watchdog.ts";

/**
 * Kills all processes of a task. Of bubblewrap’s own the inner one goes first: with the first process of its
 * namespace the kernel ends all others, and the outer one is there to reap it.
 */
export function killTree(child: ChildProcess, kind: Sandbox["kind"]): void {
  const { pid } = child;
  if (pid === undefined) return;
  const kill = (target: number): void => {
    try {
      process.kill(target, "SIGKILL");
    } catch {
      // It is gone already.
    }
  };
  if (kind === "none") {
    kill(-pid);
    return;
  }
  const inner = childrenOf(pid);
  inner.forEach(kill);
  // Before it has made its namespace, or should it not notice, it goes itself; the rest dies with it.
  if (inner.length === 0) kill(pid);
  else
    setTimeout(() => {
      if (child.exitCode === null && child.signalCode === null) kill(pid);
    }, 3000).unref();
}

const running = new Set<() => void>();

/** Has `kill` called when every task is to end, until the returned function is called. */
export function enlist(kill: () => void): () => void {
  running.add(kill);
  return () => {
    running.delete(kill);
  };
}

/** Kills every task that runs, such as before the program ends. */
export function killAll(): void {
  for (const kill of running) kill();
}
