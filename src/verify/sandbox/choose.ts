import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { lastLines } from "../exec.ts";
import { findPackage } from "../provision/sources/apt.ts";
import type { Surroundings } from "../provision/types.ts";
import { bwrap, bwrapProbe } from "./bwrap.ts";
import { parentOf } from "./cgroup.ts";
import { childStdio } from "./descriptors.ts";
import { none } from "./none.ts";
import type { Sandbox } from "./types.ts";

export const sandboxChoices = ["auto", "bwrap", "none"] as const;
export type SandboxChoice = (typeof sandboxChoices)[number];

/** Why bubblewrap cannot be used here; nothing where it can. It is installed first where that is possible. */
export async function bwrapProblem(
  surroundings: Omit<Surroundings, "sandbox">,
): Promise<string | undefined> {
  const located = await findPackage(
    { package: "bubblewrap", executable: "bwrap" },
    { ...surroundings, sandbox: none },
  );
  if (!located.ok)
    return `${located.reason}: ${located.hint ?? "install bubblewrap"}`;
  const { code, said } = await probe();
  if (code === 0) return undefined;
  return code === 3
    ? "inside bwrap, scripts could look into what runs them: the setting fs.suid_dumpable must be 0 or 2"
    : `bwrap does not start here (it must be version 0.8 or newer): ${said}`;
}

/** Confines nothing, to see whether it can be done; how that ended and what it last said. */
async function probe(): Promise<{ code: number | null; said: string }> {
  const [command = "", ...args] = bwrapProbe;
  const stdio = childStdio([], "bwrap");
  const child = spawn(command, args, {
    stdio: stdio.list.map((one, fd) => (fd === 2 ? "pipe" : one)),
    timeout: 20_000,
  });
  stdio.close();
  const said = child.stderr === null ? "" : text(child.stderr);
  try {
    await once(child, "close");
    return { code: child.exitCode, said: lastLines(await said, 1) };
  } catch (error) {
    return { code: null, said: String(error) };
  }
}

/** The sandbox that was asked for; `auto` takes bubblewrap where it works and says so where it does not. */
export async function chooseSandbox(
  choice: SandboxChoice,
  surroundings: Omit<Surroundings, "sandbox">,
): Promise<Sandbox> {
  if (choice === "none") {
    surroundings.note(
      "no sandbox, as asked: the scripts run with your rights, network and files",
    );
    return none;
  }
  const problem = await bwrapProblem(surroundings);
  if (problem === undefined) {
    if ((await parentOf("memory")) === undefined)
      surroundings.note(
        "no control group for memory can be made here: the memory limit counts what processes hold as their own, not memory files, System V segments and $OUT",
      );
    return bwrap;
  }
  if (choice === "bwrap") throw new Error(problem);
  surroundings.note(
    `no sandbox: ${problem}; the scripts run with your rights, network and files (--sandbox bwrap refuses that)`,
  );
  return none;
}
