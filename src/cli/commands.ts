import type { CommandEntry } from "./command.ts";
import { readerCommands } from "./readers.ts";

/** Every command, in the order in which the help lists them. */
export const commands: readonly CommandEntry[] = [
  ...readerCommands,
  {
    name: "check",
    summary: "check every cross-reference, snippet, expected file and schema",
    load: async () => (await import("./commands/check.ts")).check,
  },
  {
    name: "new",
    summary:
      "scaffold a hazard: page, symptom entry and a reproducer that runs",
    load: async () => (await import("./commands/new.ts")).newHazard,
  },
  {
    name: "verify",
    summary: "builds and runs reproducers, and compares with what is expected",
    load: async () => (await import("./commands/verify.ts")).verify,
  },
  {
    name: "plan",
    summary: "lists the cells that verify would run, in shards of equal cost",
    load: async () => (await import("./commands/plan.ts")).plan,
  },
  {
    name: "merge",
    summary: "joins what the shards of a verify run printed with --json",
    load: async () => (await import("./commands/merge.ts")).merge,
  },
  {
    name: "discover",
    summary: "asks the registries for newer toolchains and pins what is new",
    load: async () => (await import("./commands/discover.ts")).discover,
  },
  {
    name: "settle",
    summary: "concludes a night: changes, issues, verdicts and history",
    load: async () => (await import("./commands/settle.ts")).settle,
  },
  {
    name: "nightly",
    summary: "does a whole night: discover, verify, settle, build the site",
    load: async () => (await import("./commands/nightly.ts")).nightly,
  },
  {
    name: "doctor",
    summary:
      "says which tools are here, which cells they allow, how to get more",
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
];
