import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { runPool, type Job } from "../../src/verify/run/pool.ts";
import { parseStat, usageOf } from "../../src/verify/sandbox/watchdog.ts";

const never = new AbortController().signal;

describe("the pool", () => {
  it("runs in order, as wide as asked, and makes each need once", async () => {
    const events: string[] = [];
    let active = 0;
    let widest = 0;
    const during = async (name: string, ms: number): Promise<void> => {
      active += 1;
      widest = Math.max(widest, active);
      events.push(name);
      await sleep(ms);
      active -= 1;
    };
    const job = (name: string, needs?: string): Job => ({
      needs,
      make: () => during(`make ${needs ?? ""}`, 40),
      work: () => during(name, 10),
    });
    await runPool(
      [job("a", "x"), job("b", "x"), job("c"), job("d", "y"), job("e", "y")],
      2,
      never,
    );
    expect(widest).toBe(2);
    expect(events.filter((event) => event === "make x")).toHaveLength(1);
    expect(events.filter((event) => event === "make y")).toHaveLength(1);
    // While x is made, c need not wait for it.
    expect(events.slice(0, 2)).toEqual(["make x", "c"]);
    expect(events.indexOf("a")).toBeGreaterThan(events.indexOf("make x"));
    expect(events).toHaveLength(7);
  });

  it("takes no more work once it is told to stop", async () => {
    const controller = new AbortController();
    let done = 0;
    const work = (): Promise<void> => {
      done += 1;
      if (done === 3) controller.abort();
      return Promise.resolve();
    };
    const job: Job = { needs: undefined, make: work, work };
    await runPool(
      Array.from({ length: 10 }, () => job),
      1,
      controller.signal,
    );
    expect(done).toBe(3);
  });
});

describe("the watchdog", () => {
  const line = (pid: number, name: string, parent: number, threads: number) =>
    `${pid} (${name}) S ${parent} 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 ${threads} 0 100 104857600 2560 0`;

  it("reads a process whose name is meant to confuse", () => {
    expect(parseStat(line(7, "a) S 1 (b", 3, 2))).toEqual({
      pid: 7,
      parent: 3,
      threads: 2,
      virtualBytes: 104857600,
      residentPages: 2560,
    });
    expect(parseStat("nonsense")).toBeUndefined();
  });

  it("counts a whole tree and nobody else", () => {
    const processes = [
      line(10, "root", 1, 1),
      line(11, "child", 10, 3),
      line(12, "grandchild", 11, 1),
      line(20, "stranger", 1, 50),
    ].flatMap((text) => parseStat(text) ?? []);
    expect(usageOf(10, processes)).toEqual({
      tasks: 5,
      residentMiB: 30,
      largestMiB: 100,
    });
    expect(usageOf(99, processes).tasks).toBe(0);
  });
});
