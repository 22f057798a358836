import { close, constants, open } from "node:fs";
import { rm } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "../abandoned.ts";
import { exec } from "../exec.ts";

const openFile = promisify(open);
const closeFile = promisify(close);

/** A pipe: what is written to the descriptor `write` comes out of `read`. */
export interface Pipe {
  readonly read: Socket;
  readonly write: number;
}

/**
 * Makes real pipes. Node gives children sockets instead, and a socket cannot be opened by name: `echo > /dev/stderr`
 * and `tee /dev/stderr` would fail in a script that works by hand.
 */
export async function makePipes(count: number): Promise<Pipe[]> {
  const folder = await temporaryFolder("pipes");
  try {
    const paths = Array.from({ length: count }, (_, index) =>
      join(folder, String(index)),
    );
    const made = await exec("mkfifo", ["-m", "600", ...paths]);
    if (made.code !== 0) throw new Error(`mkfifo: ${made.stderr.trim()}`);
    return await Promise.all(
      paths.map(async (path) => {
        // Without O_NONBLOCK, opening one end waits for the other.
        const fd = await openFile(
          path,
          constants.O_RDONLY | constants.O_NONBLOCK,
        );
        const write = await openFile(path, constants.O_WRONLY);
        return {
          read: new Socket({ fd, readable: true, writable: false }),
          write,
        };
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Closes our copies of the write ends, so that each pipe ends with its last writer. */
export async function closeWriters(pipes: readonly Pipe[]): Promise<void> {
  await Promise.all(pipes.map((pipe) => closeFile(pipe.write)));
}
