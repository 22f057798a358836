import type { CellResult } from "../catalog/schema/index.ts";

/** One step of the night, in milliseconds of wall time. */
export interface StepTime {
  readonly step: string;
  readonly ms: number;
}

/** Where a night’s time went, in milliseconds. */
export interface Times {
  readonly steps: readonly StepTime[];
  readonly wallMs: number;
  /** The longest chain that more machines would not shorten: every step but `verify`, and the dearest cell with its preparation. */
  readonly criticalPathMs: number;
  /** Wall time of the scripts that ran in these steps: what compilers, linkers and the programs themselves took. */
  readonly scriptsMs: number;
  /** Share of the machine’s time during `verify` that no script used: sandboxes, digests, waiting. From 0 to 1. */
  readonly verifyOverhead: number;
  /** Share of the whole night’s wall time in which no script ran at full width. From 0 to 1. */
  readonly notScripts: number;
}

/**
 * Computes where the time went. `prepared`: what each preparation took; `jobs`: cells at a time; `from`: the instant at which
 * the first step began, because the cells of a resumed night have in part run before.
 */
export function times(
  steps: readonly StepTime[],
  cells: readonly CellResult[],
  prepared: readonly { repro: string; ms: number }[],
  jobs: number,
  from: Date,
): Times {
  const sum = (list: readonly { ms: number }[]): number =>
    list.reduce((total, { ms }) => total + ms, 0);
  const wallMs = sum(steps);
  const verifyMs = sum(steps.filter(({ step }) => step === "verify"));
  const ran = cells.filter(
    ({ measuredAt }) => Date.parse(measuredAt) >= from.getTime(),
  );
  const scriptsMs = sum(ran) + sum(prepared);
  const preparation = (repro: string): number =>
    Math.max(
      0,
      ...prepared.filter((one) => one.repro === repro).map(({ ms }) => ms),
    );
  const dearest = cells.reduce(
    (most, cell) => Math.max(most, cell.ms + preparation(cell.repro)),
    0,
  );
  const share = (of: number): number =>
    of === 0 ? 0 : Math.max(0, 1 - scriptsMs / jobs / of);
  return {
    steps,
    wallMs,
    criticalPathMs: wallMs - verifyMs + dearest,
    scriptsMs,
    verifyOverhead: share(verifyMs),
    notScripts: share(wallMs),
  };
}
