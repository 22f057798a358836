import type { Fault, Recorded } from "./recorded.ts";

/** How far a machine’s clock may be ahead of ours, in milliseconds. */
export const clockSkew = 5 * 60_000;

/** Whether an instant lies in the future, but for the clocks of two machines. */
export function isFuture(iso: string, now: number): boolean {
  return Date.parse(iso) > now + clockSkew;
}

/** Nothing is of the future, and no cell was measured before its run began. */
export function* dateFaults(
  { cells, runs }: Pick<Recorded, "cells" | "runs">,
  now: number,
): Generator<Fault> {
  const future = (path: Fault["path"], iso: string): Fault | undefined =>
    isFuture(iso, now)
      ? {
          path,
          found: `${iso}, in the future`,
          expected: "an instant that was",
        }
      : undefined;
  const began = new Map(runs.map(({ id, startedAt }) => [id, startedAt]));
  for (const [index, { startedAt }] of runs.entries()) {
    const fault = future(["runs", index, "startedAt"], startedAt);
    if (fault !== undefined) yield fault;
  }
  for (const [index, { measuredAt, run }] of cells.entries()) {
    const path = ["cells", index, "measuredAt"];
    const fault = future(path, measuredAt);
    if (fault !== undefined) yield fault;
    const since = run === null ? undefined : began.get(run);
    if (since !== undefined && measuredAt < since)
      yield {
        path,
        found: `${measuredAt}, before its run began`,
        expected: `an instant after ${since}, when run ${run ?? ""} began`,
      };
  }
}
