/** Options of the commands that run cells. */
import { availableParallelism } from "node:os";
import {
  sandboxChoices,
  type SandboxChoice,
} from "../verify/sandbox/choose.ts";
import { readCount } from "./cells.ts";
import { text, UsageError, type Input, type Option } from "./command.ts";

export const toolOptions = {
  "check-tools": {
    type: "boolean",
    description: "compare every byte of the toolchains with what was unpacked",
  },
} as const satisfies Record<string, Option>;

export const runOptions = {
  jobs: {
    type: "string",
    short: "j",
    value: "N",
    description: "cells at a time; as many as there are cores without it",
  },
  sandbox: {
    type: "string",
    value: "auto|bwrap|none",
    description: "what confines the scripts; auto is bubblewrap if it works",
  },
} as const satisfies Record<string, Option>;

/** How many cells at a time, and in what. Throws `UsageError`. */
export function readRunOptions({ values }: Input): {
  jobs: number;
  sandbox: SandboxChoice;
} {
  const jobs = text(values, "jobs");
  const given = text(values, "sandbox") ?? "auto";
  const sandbox = sandboxChoices.find((one) => one === given);
  if (sandbox === undefined)
    throw new UsageError(
      `--sandbox ${given}: expected one of ${sandboxChoices.join(", ")}`,
    );
  return {
    jobs: jobs === undefined ? availableParallelism() : readCount("jobs", jobs),
    sandbox,
  };
}
