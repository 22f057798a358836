import { expect, it } from "vitest";
import { times } from "../../src/nightly/times.ts";
import { catalogue, reportOf } from "./synthetic.ts";

const began = new Date("2026-11-21T04:00:00Z");
const whole = catalogue(10);
const { cells } = reportOf(whole, { cells: whole.cells, cost: 0 }, 0, 1).report;
const at = (minutes: number, ms: number) => (index: number) => {
  const cell = cells[index];
  if (cell === undefined) throw new Error("there are ten cells");
  const measuredAt = new Date(began.getTime() + minutes * 60_000);
  return { ...cell, ms, measuredAt: measuredAt.toISOString() };
};
const steps = [
  { step: "verify", ms: 10_000 },
  { step: "settle", ms: 2000 },
];

it("a night's time goes to scripts, to what surrounds them, and to the other steps", () => {
  const ran = [0, 1, 2, 3].map(at(1, 4000));
  const found = times(steps, ran, [], 2, began);
  expect(found).toMatchObject({
    steps,
    wallMs: 12_000,
    criticalPathMs: 6000,
    scriptsMs: 16_000,
  });
  expect(found.verifyOverhead).toBeCloseTo(0.2);
  expect(found.notScripts).toBeCloseTo(1 / 3);
});

it("what ran before a night was resumed is none of the resumed one's time, and still on the critical path", () => {
  const before = [4, 5, 6].map(at(-30, 60_000));
  const ran = [0, 1, 2, 3].map(at(1, 4000));
  const found = times(steps, [...before, ...ran], [], 2, began);
  expect(found.scriptsMs).toBe(16_000);
  expect(found.verifyOverhead).toBeCloseTo(0.2);
  expect(found.criticalPathMs).toBe(62_000);
  expect(times(steps, before, [], 2, began).notScripts).toBe(1);
});
