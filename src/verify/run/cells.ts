import { join } from "node:path";
import type { Run } from "../../catalog/schema/index.ts";
import type { Observation } from "../../catalog/cells/recognise.ts";
import { cellKey, nameOf, type Cell } from "../../catalog/cells/cell.ts";
import type { Tool } from "../provision/types.ts";
import { killAll } from "../sandbox/confine.ts";
import type { Sandbox } from "../sandbox/types.ts";
import { keepingFailed } from "../keep.ts";
import { observe } from "./observe.ts";
import { runPool, type Job } from "./pool.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { openJournal, remember } from "./store.ts";

/** A cell with what was seen of it: nothing where it could not be run, and then why. */
export interface Seen {
  readonly cell: Cell;
  readonly observation: Observation | undefined;
  readonly missing: string;
  readonly cached: boolean;
}

/** A cell that is to run: with what, and what its answer and its prepared folder are called. */
export interface Planned {
  readonly cell: Cell;
  readonly tools: readonly Tool[];
  readonly key: string;
  readonly prepareKey: string | undefined;
}

export interface RunOptions {
  readonly cache: string;
  readonly sandbox: Sandbox;
  /** Cells to run at a time. */
  readonly jobs: number;
  /** Whether cells may be answered from earlier runs of identical inputs, and what `prepare` made be used again. */
  readonly cached: boolean;
  /** Whether finished cells are kept for a later run, should this one be cut short. */
  readonly resumable: boolean;
  /** Ends the run: what runs is killed, what is finished is kept. */
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
  readonly progress: (text: string | null) => void;
}

/** What came of it. */
export interface Ran {
  readonly seen: readonly Seen[];
  /** What each `prepare` script took, in milliseconds. */
  readonly prepareTimes: readonly {
    readonly repro: string;
    readonly ms: number;
  }[];
  /** The signal ended it before every cell was seen. */
  readonly interrupted: boolean;
}

/**
 * Runs cells in the given order, `jobs` at a time, each in its sandbox, with what they share prepared once before. A cell
 * is written down as soon as it is seen: a run that is killed loses only the cells that it had not finished.
 */
export async function runCells(
  planned: readonly Planned[],
  by: Run,
  options: RunOptions,
): Promise<Ran> {
  if (planned.length === 0)
    return { seen: [], prepareTimes: [], interrupted: false };
  const { cache, sandbox, note, progress, signal } = options;
  const journal = options.resumable
    ? await openJournal(cache, note)
    : undefined;
  const seen: Seen[] = [];
  const prepared = new Map<string, Prepared>();
  const prepareTimes: { repro: string; ms: number }[] = [];
  const active = new Map<string, number>();
  const tick = (): void => {
    const [oldest] = active;
    const current =
      oldest === undefined
        ? ""
        : `, now ${oldest[0]} (${Math.round((Date.now() - oldest[1]) / 1000)} s)`;
    progress(`verify: ${seen.length} of ${planned.length} cells run${current}`);
  };
  const timer = setInterval(tick, 500);
  const during = async (
    name: string,
    work: () => Promise<void>,
  ): Promise<void> => {
    active.set(name, Date.now());
    try {
      await work();
    } finally {
      active.delete(name);
    }
  };
  const jobs = planned.map(({ cell, tools, key, prepareKey }): Job => ({
    needs: prepareKey,
    make: () =>
      during(`${cell.repro.slug}: prepare`, async () => {
        const script = cell.repro.manifest.prepare;
        if (prepareKey === undefined || script === undefined) return;
        const from = performance.now();
        prepared.set(
          prepareKey,
          await prepare(
            cell.repro,
            script,
            tools,
            sandbox,
            { cache, key: prepareKey, fresh: !options.cached },
            note,
          ).catch((error: unknown) => ({
            problem: `repros/${cell.repro.slug}/${script}: ${keepingFailed(join(cache, "prepared"), error)}`,
          })),
        );
        const ms = performance.now() - from;
        prepareTimes.push({ repro: cell.repro.slug, ms });
      }),
    work: () =>
      during(cellKey(nameOf(cell)), async () => {
        const base =
          prepareKey === undefined ? undefined : prepared.get(prepareKey);
        const seenNow =
          base !== undefined && "problem" in base
            ? notPrepared(base.problem)
            : await observe(cell, tools, base?.folder, sandbox).catch(failed);
        const observation = { ...seenNow, by };
        if (signal.aborted) return;
        await journal?.write(key, observation);
        await remember(cache, key, observation, note);
        seen.push({ cell, observation, missing: "", cached: false });
      }),
  }));
  signal.addEventListener("abort", killAll);
  try {
    await runPool(jobs, options.jobs, signal);
  } finally {
    // Where a job failed in a way that nobody foresaw, others still run.
    killAll();
    signal.removeEventListener("abort", killAll);
    clearInterval(timer);
    progress(null);
  }
  const interrupted = signal.aborted;
  if (!interrupted) await journal?.close();
  return { seen, prepareTimes, interrupted };
}

/** What went wrong with one cell in a way that nobody foresaw costs that cell alone. */
function failed(error: unknown): Observation {
  const why = error instanceof Error ? error.message : String(error);
  return notPrepared(`it could not be run: ${why}`);
}

function notPrepared(problem: string): Observation {
  const none = { exit: null, stdout: "", stderr: "" };
  const measuredAt = new Date().toISOString();
  return { build: none, run: none, facts: {}, ms: 0, measuredAt, problem };
}
