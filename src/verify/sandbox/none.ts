import { limitArguments, scratchOut } from "./bwrap.ts";
import type { Sandbox } from "./types.ts";

/**
 * No sandbox: the scripts run as the person who called, with network and files. They still have limits and a process
 * group of their own, which is killed at the end. The number of processes is left to the watchdog, because the
 * kernel would count the person’s other processes too.
 */
export const none: Sandbox = {
  kind: "none",
  place: (task, scratch) => ({
    out: scratchOut(scratch),
    folder: task.folder,
    prepared: task.prepared,
  }),
  command: (task, _places, driver) => [
    ...limitArguments(task, false),
    ...["sh", driver.script, ...driver.args],
  ],
};
