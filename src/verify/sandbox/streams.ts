import type { Socket } from "node:net";
import { finished } from "node:stream/promises";
import { extract } from "../archive/extract.ts";
import { readTar } from "../archive/tar.ts";
import type { Limits } from "../../catalog/cells/plan.ts";
import type { Pipe } from "./pipes.ts";
import type { Task } from "./types.ts";

/** How long the last pipe may stay open after the sandbox has ended, in milliseconds. */
const grace = 10_000;

/** Bytes of `facts.json` that are kept: enough to see that there were too many. */
const factsBytes = 64 * 1024 + 2;

/** Collects what a pipe gives, up to a number of bytes; past that it calls `overflow` and keeps nothing more. */
function collect(
  socket: Socket,
  limit: number,
  overflow: () => void,
): { text: () => string; ended: Promise<void> } {
  const chunks: Buffer[] = [];
  let size = 0;
  socket.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else overflow();
  });
  // It may have ended before anybody listened: an empty pipe does where the machine is busy. So this asks for its state,
  // not for an event. A reset pipe has nothing more to give; that is an end like any other.
  const ended = finished(socket, { writable: false }).catch(() => undefined);
  return { text: () => Buffer.concat(chunks).toString("utf8"), ended };
}

/** Unpacks what a pipe gives; what is wrong with it, where something is. */
async function unpack(
  pipe: Socket,
  folder: string,
  limitMiB: number,
): Promise<string> {
  try {
    await extract(readTar(pipe), folder, limitMiB);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    // Whoever writes must be able to end.
    pipe.destroy();
  }
}

/** What the driver says on its own pipe: how each script ended, and the KiB that were free in `$OUT` then. */
export interface Report {
  readonly first: number | null;
  readonly second: number | null;
  readonly check: number | null;
  readonly free: number | null;
}

function parseReport(text: string): Report {
  const read = (name: string): number | null => {
    const found = new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1];
    return found === undefined ? null : Number(found);
  };
  return {
    first: read("first"),
    second: read("second"),
    check: read("check"),
    free: read("free"),
  };
}

/** Everything that comes out of a task while it runs. */
export interface Streams {
  /** What the driver has said so far. */
  said(): Report;
  /** Calls back whenever the driver has said something. */
  onSaid(listener: () => void): void;
  /** What was printed: the first script’s output and errors, then the second’s, then the check’s. */
  printed(): readonly [string, string, string, string, string, string];
  /** The text of facts.json, empty where there is none. */
  facts(): string;
  /** Waits until every pipe has ended, which is when the last process of the sandbox is gone; false where that takes too long. */
  end(): Promise<boolean>;
  /** Why what was left in `$OUT` could not be kept; empty where it was. Call it after `end`. */
  complaint(): Promise<string>;
}

/** Reads a task’s eight pipes. `overflow` is called when a script prints more than it may. */
export function readStreams(
  pipes: readonly Pipe[],
  product: Task["product"],
  { outputKiB, diskMiB }: Limits,
  overflow: () => void,
): Streams {
  const limit = outputKiB * 1024;
  const [out1, err1, out2, err2, out3, err3, statuses, result] = pipes;
  if (!out1 || !err1 || !out2 || !err2 || !out3 || !err3)
    throw new Error("eight pipes were made");
  if (!statuses || !result) throw new Error("eight pipes were made");
  const texts = ([out1, err1, out2, err2, out3, err3] as const).map((pipe) =>
    collect(pipe.read, limit, overflow),
  );
  const report = collect(statuses.read, 4096, () => undefined);
  const facts =
    product === "facts"
      ? collect(result.read, factsBytes, () => undefined)
      : undefined;
  const unpacked =
    product === "facts"
      ? undefined
      : unpack(result.read, product.tree, diskMiB);
  return {
    said: () => parseReport(report.text()),
    onSaid: (listener) => {
      statuses.read.on("data", listener);
    },
    printed: () => {
      const [a = "", b = "", c = "", d = "", e = "", f = ""] = texts.map(
        (one) => one.text(),
      );
      return [a, b, c, d, e, f];
    },
    facts: () => facts?.text() ?? "",
    async end() {
      const all = [
        ...texts.map((one) => one.ended),
        report.ended,
        facts?.ended ?? Promise.resolve(),
        unpacked ?? Promise.resolve(),
      ];
      const late = new Promise<"late">((resolve) =>
        setTimeout(resolve, grace, "late").unref(),
      );
      if ((await Promise.race([Promise.all(all), late])) !== "late")
        return true;
      for (const pipe of pipes) pipe.read.destroy();
      return false;
    },
    complaint: async () => (await unpacked) ?? "",
  };
}
