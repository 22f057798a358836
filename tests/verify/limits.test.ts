import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { bwrap } from "../../src/verify/sandbox/bwrap.ts";
import { guard } from "../../src/verify/sandbox/limits.ts";
import { oneCell } from "./build.ts";

const seconds = 240;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function watched(end: (why: string) => void) {
  const limits = { ...oneCell().repro.manifest.limits, seconds };
  const task = { folder: "/", first: "run.sh", env: {}, folders: [], limits };
  const places = { out: "/out", folder: "/", prepared: undefined };
  return guard(-1, { ...task, product: "facts" }, bwrap, places, end);
}

it("each script has the whole time, and no more", () => {
  const end = vi.fn();
  const task = watched(end);
  vi.advanceTimersByTime((seconds - 1) * 1000);
  task.renew();
  vi.advanceTimersByTime((seconds - 1) * 1000);
  expect(end).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(end).toHaveBeenCalledWith(
    `time-limit: it ran longer than ${seconds} s`,
  );
  task.stop();
});

it("a script's word that is read after its end starts no clock: the program could not end before it", () => {
  const end = vi.fn();
  const task = watched(end);
  task.stop();
  task.renew();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(2 * seconds * 1000);
  expect(end).not.toHaveBeenCalled();
});
