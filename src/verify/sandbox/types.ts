import type { Limits } from "../../catalog/cells/plan.ts";

/** The affected check, as it is called on what was built. */
export interface CheckCall {
  readonly script: string;
  /** Paths below `$OUT`, with `*`, that it gets as arguments. */
  readonly artefacts: readonly string[];
  /** Variables that it must not see: a reader who calls it does not have them. */
  readonly without: readonly string[];
}

/** What runs in one sandbox: one script; where it succeeds also a second one, and a check of what was built. */
export interface Task {
  /** The reproducer’s folder: read-only, and where the scripts start. */
  readonly folder: string;
  readonly first: string;
  readonly second?: string | undefined;
  readonly check?: CheckCall | undefined;
  /** Variables besides those that every task gets. */
  readonly env: Readonly<Record<string, string>>;
  /** Folders that must be visible, read-only, such as a toolchain’s. */
  readonly folders: readonly string[];
  /** What `prepare` left, where there is such a script. */
  readonly prepared?: string | undefined;
  readonly limits: Limits;
  /** What comes out: `$OUT/facts.json`, or everything in `$OUT` unpacked into a folder. */
  readonly product: "facts" | { readonly tree: string };
}

/** What one script printed and how it ended. */
export interface Step {
  /** Exit status as a shell reports it; null where it did not run to its end. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a task came to. */
export interface TaskResult {
  readonly first: Step;
  readonly second: Step;
  readonly check: Step;
  /** The text of facts.json, empty where there is none. */
  readonly facts: string;
  /** Wall time of the scripts, in milliseconds. */
  readonly ms: number;
  /** Why the task was ended or could not be run, such as `time-limit: …`; nothing where it ended by itself. */
  readonly problem?: string;
  /** A limit that it was at when it ended by itself: the likely reason where its end is a surprise. */
  readonly suspicion?: string;
  /** Folders as the scripts saw them, for normalising their output. */
  readonly places: Readonly<Record<string, string>>;
}

/** A way to confine a task: how to start the driver so that it cannot do harm. */
export interface Sandbox {
  readonly kind: "bwrap" | "none";
  /** Folders as the scripts will see them. */
  place(task: Task, scratch: string): Places;
  /** The command that starts `driver` with `args` under the task’s limits. */
  command(task: Task, places: Places, driver: Driver): readonly string[];
}

export interface Places {
  readonly out: string;
  readonly folder: string;
  readonly prepared: string | undefined;
}

export interface Driver {
  /** The driver’s path outside the sandbox. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}
