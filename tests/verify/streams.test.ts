import { once } from "node:events";
import { writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { closeWriters, makePipes } from "../../src/verify/sandbox/pipes.ts";
import { readStreams } from "../../src/verify/sandbox/streams.ts";
import type { Task } from "../../src/verify/sandbox/types.ts";
import { oneCell } from "./build.ts";
import { temporary } from "./cli.ts";

const { limits } = oneCell().repro.manifest;

/** Listens to pipes only once all that stay empty have ended, as happens where a cell is faster than this program. */
async function listenLate(product: Task["product"]) {
  const pipes = await makePipes(8);
  const [printed, ...empty] = pipes;
  if (printed === undefined) throw new Error("eight pipes were made");
  const closed = Promise.all(empty.map(({ read }) => once(read, "close")));
  writeSync(printed.write, "printed before\n");
  await closeWriters(pipes);
  await closed;
  return readStreams(pipes, product, limits, () => undefined);
}

describe("pipes that end before anybody listens", () => {
  it("have ended, and what was in them is kept", async () => {
    const streams = await listenLate("facts");
    expect(await streams.end()).toBe(true);
    expect(streams.printed()).toEqual(["printed before\n", "", "", "", "", ""]);
    expect(streams.facts()).toBe("");
  }, 30_000);

  it("the same where an archive was to come", async () => {
    const tree = join(await temporary(), "tree");
    const streams = await listenLate({ tree });
    expect(await streams.end()).toBe(true);
    expect(await streams.complaint()).toBe("");
  }, 30_000);
});
