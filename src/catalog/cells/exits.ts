import type { CellResult } from "../schema/index.ts";

const signals: Readonly<Record<number, string>> = {
  4: "SIGILL",
  5: "SIGTRAP",
  6: "SIGABRT",
  7: "SIGBUS",
  8: "SIGFPE",
  9: "SIGKILL",
  11: "SIGSEGV",
  15: "SIGTERM",
  24: "SIGXCPU",
  25: "SIGXFSZ",
};

function exitText(step: string, exit: number): string {
  const signal = signals[exit - 128];
  return `${step} exited ${exit}${signal === undefined ? "" : ` (${signal})`}`;
}

/** How a cell ended, in a few words: all that is said of one that is as expected. */
export function exitWords({ build, run }: CellResult["exit"]): string {
  if (build === null) return "the build did not end";
  if (build !== 0) return exitText("build", build);
  return run === null ? "the run did not end" : exitText("run", run);
}
