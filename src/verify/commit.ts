import { exec, type Ended } from "./exec.ts";

/** Runs git on the repository at `root`. */
export function git(root: string, args: readonly string[]): Promise<Ended> {
  // In a container the checkout often belongs to another user, which git refuses to read without this.
  return exec("git", ["-c", `safe.directory=${root}`, "-C", root, ...args]);
}

/** The commit that is checked out at `root`, where that is known. */
export async function commitOf(root: string): Promise<string | null> {
  const ended = await git(root, ["rev-parse", "HEAD"]);
  return ended.code === 0 ? ended.stdout.trim() : null;
}

/**
 * Whether what decides a run differs from the commit: reproducers, the toolchain lock, the verifier. Versions that were
 * just discovered do not count: the run names the versions that it used. Without a commit nothing differs from it.
 */
export async function isModified(root: string): Promise<boolean> {
  const places = ["repros", "src", "package-lock.json"];
  const ended = await git(root, [
    ...["status", "--porcelain", "--", ...places],
    ":!repros/discovered.json",
  ]);
  return ended.code === 0 && ended.stdout.trim() !== "";
}
