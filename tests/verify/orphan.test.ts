import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { orphans, processesOf } from "../nightly/workshop.ts";
import { copyOf, start } from "./cli.ts";

/** Whether a process has started a cell: then one of its children is a sandbox or the driver. */
function hasCell(pid: number): boolean {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
    return children
      .trim()
      .split(" ")
      .some((child) =>
        readFileSync(`/proc/${child}/cmdline`, "latin1").includes("driver.sh"),
      );
  } catch {
    // A child ended since it was listed.
    return false;
  }
}

describe.each(["bwrap", "none"])("with --sandbox %s", (sandbox) => {
  it.each([0, 2, 5, 10, 20, 50])(
    "a cell that started %i ms before its program is killed does not outlive it",
    async (ms) => {
      const root = await copyOf("slow");
      const site = dirname(root);
      // It prints nothing: a closed pipe would end it too.
      await writeFile(
        join(root, "repros/slow/build.sh"),
        // One process without environment, in a session of its own, with a path of the site in its arguments.
        'setsid env -i sh -c "sleep 60; :" "$OUT" &\nexec sleep 60\n',
      );
      await mkdir(join(site, "tmp"));
      const child = start(
        [
          ...["verify", "--root", root, "--json", "--jobs", "1"],
          ...["--no-cache", "--sandbox", sandbox, "--case", "wait"],
        ],
        join(site, "cache"),
        { TMPDIR: join(site, "tmp") },
      );
      const ended = once(child, "exit");
      while (!hasCell(child.pid ?? 0) && child.exitCode === null)
        await sleep(1);
      await sleep(ms);
      expect(processesOf(site).length).toBeGreaterThan(1);
      child.kill("SIGKILL");
      await ended;
      expect(child.signalCode).toBe("SIGKILL");
      expect(await orphans(site, 5000)).toEqual([]);
    },
    30_000,
  );
});
