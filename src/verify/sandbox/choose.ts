import { exec, lastLines } from "../exec.ts";
import { findApt } from "../provision/apt.ts";
import type { Surroundings } from "../provision/types.ts";
import { bwrap, bwrapProbe } from "./bwrap.ts";
import { none } from "./none.ts";
import type { Sandbox } from "./types.ts";

export const sandboxChoices = ["auto", "bwrap", "none"] as const;
export type SandboxChoice = (typeof sandboxChoices)[number];

/** Why bubblewrap cannot be used here; nothing where it can. It is installed first where that is possible. */
export async function bwrapProblem(
  surroundings: Surroundings,
): Promise<string | undefined> {
  const located = await findApt(
    {
      tool: "bwrap",
      version: "debian",
      source: {
        source: "apt",
        title: "bubblewrap",
        env: "BWRAP",
        version: { args: ["--version"] },
        versions: { debian: { package: "bubblewrap", executable: "bwrap" } },
      },
    },
    surroundings,
  );
  if (!located.ok) return `${located.reason}: ${located.hint}`;
  const [command, ...args] = bwrapProbe;
  const ended = await exec(command, args, { timeout: 20_000 });
  return ended.code === 0
    ? undefined
    : `bwrap does not start here: ${lastLines(ended.stderr, 1)}`;
}

/** The sandbox that was asked for; `auto` takes bubblewrap where it works and says so where it does not. */
export async function chooseSandbox(
  choice: SandboxChoice,
  surroundings: Surroundings,
): Promise<Sandbox> {
  if (choice === "none") {
    surroundings.note(
      "no sandbox, as asked: the scripts run with your rights, network and files",
    );
    return none;
  }
  const problem = await bwrapProblem(surroundings);
  if (problem === undefined) return bwrap;
  if (choice === "bwrap") throw new Error(problem);
  surroundings.note(
    `no sandbox: ${problem}; the scripts run with your rights, network and files (--sandbox bwrap refuses that)`,
  );
  return none;
}
