import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/** Between two notes to a person who waits, in milliseconds. */
const patience = 10_000;

/**
 * Runs `work` while holding the lock file. The kernel’s own lock (flock) ends with its holder however that dies, so
 * no lock is ever stale. The holder is a child that lives until its standard input closes, because Node has no flock.
 * `waiting` is called now and then while another process has the lock.
 */
export async function withLock<Result>(
  path: string,
  waiting: () => void,
  work: () => Promise<Result>,
): Promise<Result> {
  await mkdir(dirname(path), { recursive: true });
  const holder = spawn("flock", [path, "sh", "-c", "echo held; exec cat"], {
    stdio: ["pipe", "pipe", "inherit"],
    // Ctrl-C reaches the whole foreground group; the lock must outlive the work it guards.
    detached: true,
  });
  const note = setInterval(waiting, patience);
  const soon = setTimeout(waiting, 500);
  try {
    await new Promise<void>((resolve, reject) => {
      holder.stdout.once("data", () => {
        resolve();
      });
      holder.once("error", reject);
      holder.once("exit", () => {
        reject(new Error(`${path}: the lock could not be taken`));
      });
    });
  } finally {
    clearInterval(note);
    clearTimeout(soon);
  }
  try {
    return await work();
  } finally {
    const ended = new Promise((resolve) => holder.once("exit", resolve));
    holder.stdin.end();
    await ended;
  }
}
