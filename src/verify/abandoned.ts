/** Files that a killed program leaves: their names carry its process number, and a later one removes them. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether there is a process of that number, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another person’s process the kernel says EPERM.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Removes what is in a folder and names a process that is no more; `pattern`’s first group is the number. Never throws. */
export async function sweepAbandoned(
  folder: string,
  pattern: RegExp,
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const owner = pattern.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    // What is another person’s stays.
    await rm(join(folder, name), { recursive: true, force: true }).catch(
      () => undefined,
    );
  }
}

let swept: Promise<void> | undefined;

/** Makes an empty folder for temporary files; the first call removes those that killed programs left. `kind` is for its name. */
export async function temporaryFolder(
  kind: "pipes" | "cell" | "repro",
): Promise<string> {
  swept ??= sweepAbandoned(tmpdir(), /^misbuilt-(?:pipes|cell|repro)-(\d+)-/);
  await swept;
  return mkdtemp(join(tmpdir(), `misbuilt-${kind}-${process.pid}-`));
}
