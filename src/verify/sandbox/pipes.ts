import { close, constants, open, rmSync } from "node:fs";
import { unlink } from "node:fs/promises";
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

/** How many named pipes are made at once: to start mkfifo for each task would cost as much as bubblewrap does. */
const batch = 128;

let folder: Promise<string> | undefined;
let filling: Promise<void> | undefined;
let made = 0;
/** Named pipes that nobody has opened yet. */
const stock: string[] = [];

async function makeFolder(): Promise<string> {
  const path = await temporaryFolder("pipes");
  process.once("exit", () => {
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}

async function fill(): Promise<void> {
  folder ??= makeFolder();
  const within = await folder;
  const paths = Array.from({ length: batch }, () => {
    made += 1;
    return join(within, String(made));
  });
  const ended = await exec("mkfifo", ["-m", "600", ...paths]);
  if (ended.code !== 0) throw new Error(`mkfifo: ${ended.stderr.trim()}`);
  stock.push(...paths);
}

async function take(count: number): Promise<string[]> {
  while (stock.length < count) {
    filling ??= fill().finally(() => {
      filling = undefined;
    });
    await filling;
  }
  return stock.splice(0, count);
}

/**
 * Makes real pipes. Node gives children sockets instead, and a socket cannot be opened by name: `echo > /dev/stderr`
 * and `tee /dev/stderr` would fail in a script that works by hand. Each has its name only until it is open.
 */
export async function makePipes(count: number): Promise<Pipe[]> {
  return Promise.all(
    (await take(count)).map(async (path) => {
      // Without O_NONBLOCK, opening one end waits for the other.
      const fd = await openFile(
        path,
        constants.O_RDONLY | constants.O_NONBLOCK,
      );
      const write = await openFile(path, constants.O_WRONLY);
      await unlink(path);
      return {
        read: new Socket({ fd, readable: true, writable: false }),
        write,
      };
    }),
  );
}

/** Closes our copies of the write ends, so that each pipe ends with its last writer. */
export async function closeWriters(pipes: readonly Pipe[]): Promise<void> {
  await Promise.all(pipes.map((pipe) => closeFile(pipe.write)));
}
