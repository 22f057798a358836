import { readdir, readFile } from "node:fs/promises";
import { hasMark } from "./mark.ts";

/** Kills every process with the mark: those that left their process group too. */
export async function sweep(mark: string): Promise<void> {
  const read = (pid: string, file: string): Promise<string> =>
    // It ended by itself, or belongs to somebody else.
    readFile(`/proc/${pid}/${file}`, "latin1").catch(() => "");
  // A process may be forking while it is looked for: look until there is none.
  for (let round = 0; round < 50; round += 1) {
    let found = 0;
    for (const pid of await readdir("/proc")) {
      if (!/^\d+$/.test(pid)) continue;
      const [environ, limits] = [
        await read(pid, "environ"),
        await read(pid, "limits"),
      ];
      if (!hasMark(mark, environ, limits)) continue;
      try {
        process.kill(Number(pid), "SIGKILL");
        found += 1;
      } catch {
        // It is gone already.
      }
    }
    if (found === 0) return;
  }
}
