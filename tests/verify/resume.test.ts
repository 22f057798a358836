import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { copyOf, fixtures, misbuilt, parse, start, temporary } from "./cli.ts";

const root = join(fixtures, "slow");
const args = ["verify", "--root", root, "--json", "--jobs", "1", "--no-cache"];

function finishedCells(cache: string): number {
  try {
    const runs = join(cache, "misbuilt/runs");
    return readdirSync(runs)
      .flatMap((run) => readdirSync(join(runs, run)))
      .filter((name) => name.endsWith(".json")).length;
  } catch {
    return 0;
  }
}

/** Starts a run and lets it finish `count` cells. */
async function runUntil(cache: string, count: number, more: string[] = []) {
  const child = start([...args, ...more], cache);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  for (let waited = 0; finishedCells(cache) < count; waited += 1) {
    expect(waited, "cells finish").toBeLessThan(1500);
    await sleep(20);
  }
  return { child, said: () => ({ stdout, stderr }) };
}

describe("a run that is cut short", () => {
  it("by kill -9 loses only what was not finished, leaves no process, and --resume goes on", async () => {
    const cache = await temporary();
    const { child } = await runUntil(cache, 3);
    child.kill("SIGKILL");
    await once(child, "close");
    const finished = finishedCells(cache);
    expect(finished).toBeGreaterThanOrEqual(3);
    expect(finished).toBeLessThan(9);
    await sleep(300);
    expect(
      execFileSync("ps", ["-eo", "args="], { encoding: "utf8" }),
    ).not.toContain(root);

    const resumed = await misbuilt([...args, "--resume"], cache);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resumed.stderr).toContain(
      `resumed: ${finished} of 9 cells were finished by the interrupted run`,
    );
    const report = parse(resumed);
    expect(report.summary).toMatchObject({
      ok: 9,
      drift: 0,
      unavailable: 0,
      error: 0,
    });

    // Each cell names the run that saw it, and there were two.
    const [killed, rest] = report.run.runs;
    expect(report.run.runs).toHaveLength(2);
    const of = (id: string | undefined) =>
      report.cells.filter((cell) => cell.run === id).length;
    expect([of(killed?.id), of(rest?.id)]).toEqual([finished, 9 - finished]);

    const nothing = await misbuilt(
      [...args, "--resume", "--case", "fail"],
      cache,
    );
    expect(nothing.stderr).toContain("nothing to resume");
  }, 60_000);

  it("by SIGINT stops at once, keeps what is finished, and exits 130", async () => {
    const cache = await temporary();
    const { child, said } = await runUntil(cache, 2);
    child.kill("SIGINT");
    const since = Date.now();
    await once(child, "close");
    expect(Date.now() - since).toBeLessThan(5000);
    expect(child.exitCode).toBe(130);
    expect(said().stderr).toMatch(
      /interrupted: \d of 9 cells are finished and kept; go on with --resume/,
    );
    expect(finishedCells(cache)).toBeGreaterThanOrEqual(2);
    const resumed = await misbuilt([...args, "--resume"], cache);
    expect(resumed.stderr).toMatch(/resumed: [2-8] of 9 cells/);
    expect(resumed.code).toBe(0);
  }, 60_000);

  it("by kill -9 twice still has the cells of both runs, and then forgets them", async () => {
    const cache = await temporary();
    for (const count of [2, 4]) {
      const { child } = await runUntil(cache, count, ["--resume"]);
      child.kill("SIGKILL");
      await once(child, "close");
    }
    const finished = finishedCells(cache);
    expect(finished).toBeGreaterThanOrEqual(4);
    const resumed = await misbuilt([...args, "--resume"], cache);
    expect(resumed.stderr).toContain(`resumed: ${finished} of 9 cells`);
    expect(parse(resumed).run.runs).toHaveLength(finished < 9 ? 3 : 2);
    expect(finishedCells(cache)).toBe(0);
  }, 60_000);

  it("does not answer a cell whose files changed since", async () => {
    const cache = await temporary();
    const { child } = await runUntil(cache, 1);
    child.kill("SIGKILL");
    await once(child, "close");
    const other = await copyOf("slow");
    await appendFile(join(other, "repros/slow/run.sh"), "# changed\n");
    const resumed = await misbuilt(
      [
        ...["verify", "--root", other, "--json", "--no-cache", "--resume"],
        ...["--case", "wait"],
      ],
      cache,
    );
    expect(resumed.stderr).toContain("nothing to resume");
    expect(parse(resumed).summary.ok).toBe(8);
  }, 60_000);
});
