import type { Ground } from "./ground.ts";
import type { Hazard } from "./hazard.ts";
import type { Stage } from "./workaround.ts";

/** A status in words. */
export const statusWords: Readonly<Record<Hazard["status"], string>> = {
  open: "open",
  fixed: "fixed",
  disputed: "disputed",
  unsupported: "unsupported",
  "by-design": "by design",
  distribution: "depends on the distribution",
  withdrawn: "withdrawn",
};

/** On whose word the reader’s code is right, in a word or two. */
export const groundWords: Readonly<Record<Ground["kind"], string>> = {
  standard: "standard",
  manual: "manual",
  practice: "usual practice",
};

/** What a workaround of a stage changes. */
export const stageWords: Readonly<Record<Stage, string>> = {
  source: "the source",
  compile: "how it is compiled",
  link: "how it is linked",
  package: "the finished file, or a dependency",
  run: "how it is run",
};
