import { spawn } from "node:child_process";
import { join } from "node:path";
import { Socket } from "node:net";
import type { Writable } from "node:stream";

const script = join(import.meta.dirname, "guardian.sh");

let line: Writable | undefined;

/** Starts the process that outlives this one. It does not keep this one from ending. */
function hire(): Writable {
  const child = spawn("sh", [script], {
    stdio: ["pipe", "ignore", "ignore"],
    // What kills this program’s process group must not kill it too.
    detached: true,
  });
  child.unref();
  // Where it cannot be started or is killed, bubblewrap still ends most tasks with their program.
  child.once("error", () => undefined);
  child.stdin.on("error", () => undefined);
  if (child.stdin instanceof Socket) child.stdin.unref();
  return child.stdin;
}

/**
 * Has every process with the mark killed, should this program be killed first; until
 * the returned function is called. Bubblewrap alone notices a killed parent only once its sandbox is set up, some 20 ms
 * after its start, and its inner process later than its outer one.
 */
export function entrust(mark: string): () => void {
  line ??= hire();
  const to = line;
  to.write(`+ ${mark}\n`);
  return () => {
    to.write(`- ${mark}\n`);
  };
}
