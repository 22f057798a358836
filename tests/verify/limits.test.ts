import { describe, expect, it } from "vitest";
import { countedOf, paceOf } from "../../src/verify/sandbox/clock.ts";
import { heldMiB } from "../../src/verify/sandbox/limits.ts";
import { confine } from "../../src/verify/sandbox/confine.ts";
import { none } from "../../src/verify/sandbox/none.ts";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { oneCell } from "./build.ts";
import { temporary } from "./cli.ts";

const { limits } = oneCell().repro.manifest;

/** Runs two scripts without a sandbox, with a time limit. */
async function run(first: string, second: string, seconds: number) {
  const folder = await temporary();
  await writeFile(join(folder, "first.sh"), first);
  await writeFile(join(folder, "second.sh"), second);
  const task = { folder, first: "first.sh", second: "second.sh" };
  return confine(
    {
      ...task,
      env: {},
      folders: [],
      limits: { ...limits, seconds },
      product: "facts",
    },
    none,
  );
}

describe("the time limit", () => {
  it("each script has the whole time", async () => {
    const result = await run("sleep 0.7", "sleep 0.7", 1);
    expect(result.problem).toBeUndefined();
    expect([result.first.exit, result.second.exit]).toEqual([0, 0]);
  });

  it("and no more", async () => {
    const result = await run(":", "sleep 60", 1);
    expect(result.problem).toBe("time-limit: it ran longer than 1 s");
    expect(result.first.exit).toBe(0);
  });

  it.each([
    [0, 2, 1],
    [1, 2, 1],
    [2, 2, 1],
    [4, 2, 0.5],
    [6, 2, 1 / 3],
    [300, 2, 0.25],
    [1, 1, 1],
  ])(
    "with %i threads that want to run on %i cores, a second counts for %f",
    (runnable, cores, pace) => {
      expect(paceOf(runnable, cores)).toBe(pace);
    },
  );

  it("counts no time in which this program itself did not run", () => {
    expect(countedOf(100, 1)).toBe(100);
    expect(countedOf(100, 0.5)).toBe(50);
    expect(countedOf(60_000, 1)).toBe(1000);
  });
});

it("a manifest that reserves terabytes may still not hold them", () => {
  expect(heldMiB({ ...limits, memoryMiB: 8_388_608 })).toBeLessThanOrEqual(
    8192,
  );
  expect(heldMiB({ ...limits, memoryMiB: 128 })).toBe(128);
});
