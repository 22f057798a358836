import type { CommandEntry } from "./command.ts";

/** The commands that need no repository: what a reader installs. */
export const readerCommands: readonly CommandEntry[] = [
  {
    name: "list",
    summary: "list the hazards with their status and when they were verified",
    load: async () => (await import("./commands/list.ts")).list,
  },
  {
    name: "show",
    summary: "show one hazard: what it is, the fix, and what was measured",
    load: async () => (await import("./commands/show.ts")).show,
  },
  {
    name: "diagnose",
    summary: "say which hazards a crash log, build log or message points to",
    load: async () => (await import("./commands/diagnose.ts")).diagnose,
  },
];
