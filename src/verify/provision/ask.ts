import { join } from "node:path";
import type { Ended } from "../exec.ts";
import { confine } from "../sandbox/confine.ts";
import type { Sandbox } from "../sandbox/types.ts";

const limits = {
  seconds: 60,
  // Of address space: V8 reserves terabytes.
  memoryMiB: 1 << 23,
  processes: 256,
  outputKiB: 256,
  diskMiB: 64,
};

/** Runs a tool with arguments, such as `--version`, in the sandbox: what came from a registry never runs outside. */
export async function ask(
  executable: string,
  args: readonly string[],
  folders: readonly string[],
  sandbox: Sandbox,
): Promise<Ended> {
  const { first, problem } = await confine(
    {
      folder: join(import.meta.dirname, "ask"),
      first: "ask.sh",
      env: { TOOL: executable, ARGUMENTS: args.join("\n") },
      folders,
      limits,
      product: "facts",
    },
    sandbox,
  );
  return {
    code: problem === undefined ? first.exit : null,
    stdout: first.stdout,
    stderr: problem ?? first.stderr,
  };
}
