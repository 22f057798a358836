import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { say, SetupError } from "./say.mjs";

/** How long one run waits for another, in milliseconds: longer than any install. */
const patience = 20 * 60_000;

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** @param {string} path */
function holder(path) {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock if nobody alive has it. The file appears with its content (a link), so that no reader sees it empty.
 * @param {string} path
 * @returns {boolean}
 */
function take(path) {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, path);
    return true;
  } catch {
    const owner = holder(path);
    if (owner !== undefined && !isAlive(owner)) discard(path, owner);
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Moves a dead process’s lock away; puts it back if another run was faster and the lock is by now a living one’s.
 * @param {string} path
 * @param {number} owner
 */
function discard(path, owner) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    if (holder(aside) !== owner) linkSync(aside, path);
  } catch {
    // Somebody else discarded it first.
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Does `work` while no other run of this repository does work under the same lock.
 * @template T
 * @param {string} path the lock file
 * @param {string} what what the other run is doing, for the note
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, what, work) {
  mkdirSync(dirname(path), { recursive: true });
  const until = Date.now() + patience;
  let told = false;
  while (!take(path)) {
    const owner = holder(path);
    if (!told && owner !== undefined) {
      say(`waiting for process ${owner}, which is ${what}`);
      told = true;
    }
    if (Date.now() > until)
      throw new SetupError(
        `process ${owner ?? "?"} has been ${what} for 20 minutes; end it, or remove ${path} if it is something else`,
      );
    await setTimeout(300);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
