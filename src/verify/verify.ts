import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sourcesDigest } from "../catalog/digest.ts";
import type { CellResult, Toolchains } from "../catalog/schema/index.ts";
import { cacheFolder } from "./cache.ts";
import { judge, unavailable, type Observation } from "./judge/judge.ts";
import { errorCode, loadToolchains } from "./load.ts";
import { describeMachine, lackOf } from "./machine.ts";
import { cellKey, nameOf, type Cell, type Repro } from "./plan/cell.ts";
import { provideTools, toolKey, type Toolbox } from "./provision/provision.ts";
import type { Surroundings, Tool } from "./provision/types.ts";
import type { Provenance } from "./report/report.ts";
import { answerKey, inputsDigest, preparedKey } from "./run/key.ts";
import { observe } from "./run/observe.ts";
import { runPool, type Job } from "./run/pool.ts";
import { prepare, sweepPrepared, type Prepared } from "./run/prepare.ts";
import { openJournal, recall, remember, resume } from "./run/store.ts";
import { chooseSandbox, type SandboxChoice } from "./sandbox/choose.ts";
import { killAll } from "./sandbox/confine.ts";
import type { Sandbox } from "./sandbox/types.ts";

export interface VerifyOptions {
  /** The repository’s top. */
  readonly root: string;
  /** Cells to run at a time. */
  readonly jobs: number;
  readonly sandbox: SandboxChoice;
  /** Whether cells may be answered from earlier runs of identical inputs. */
  readonly cached: boolean;
  /** Whether to go on with the newest run that was cut short. */
  readonly resume: boolean;
  /** Ends the run: what runs is killed, what is finished is kept. */
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
  readonly progress: (text: string | null) => void;
}

/** A cell with what was seen of it: nothing where it could not be run, and then why. */
export interface Seen {
  readonly cell: Cell;
  readonly observation: Observation | undefined;
  readonly missing: string;
  readonly cached: boolean;
}

export interface VerifyRun {
  readonly seen: readonly Seen[];
  readonly provenance: Provenance;
  /** What each `prepare` script took, in milliseconds. */
  readonly prepared: readonly { readonly repro: string; readonly ms: number }[];
  /** The signal ended it before every cell was seen. */
  readonly interrupted: boolean;
}

/** The text of a cell’s expected file; nothing where there is no such file. */
export async function expectedText(cell: Cell): Promise<string | undefined> {
  if (cell.expectedFile === undefined) return undefined;
  try {
    return await readFile(join(cell.repro.folder, cell.expectedFile), "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Judges what was seen by the manifests and expected files as they are now. */
export async function judgeAll(seen: readonly Seen[]): Promise<CellResult[]> {
  const now = new Date().toISOString();
  return Promise.all(
    seen.map(async ({ cell, observation, missing, cached }) =>
      observation === undefined
        ? unavailable(cell, missing, now)
        : { ...judge(cell, observation, await expectedText(cell)), cached },
    ),
  );
}

/** The digest of each reproducer’s files, by its name. */
export async function sourcesOf(
  repros: readonly Repro[],
): Promise<Record<string, string>> {
  const sources: Record<string, string> = {};
  for (const repro of repros)
    sources[repro.slug] = await sourcesDigest(repro.folder);
  return sources;
}

function toolsOf(
  cell: Cell,
  toolbox: Toolbox,
): { tools: Tool[]; missing: string[] } {
  const tools: Tool[] = [];
  const missing: string[] = [];
  for (const [tool, version] of Object.entries(cell.tools)) {
    const provided = toolbox.get(toolKey(tool, version));
    if (provided?.ok === true) tools.push(provided.tool);
    else if (provided !== undefined)
      missing.push(
        `${toolKey(tool, version)}: ${provided.missing.reason}; ${provided.missing.hint}`,
      );
  }
  return { tools, missing };
}

interface Planned {
  readonly cell: Cell;
  readonly tools: readonly Tool[];
  readonly key: string;
  readonly prepareKey: string | undefined;
}

function age(measuredAt: string): string {
  const minutes = (Date.now() - Date.parse(measuredAt)) / 60_000;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  return minutes < 48 * 60
    ? `${Math.round(minutes / 60)} h`
    : `${Math.round(minutes / 1440)} days`;
}

function reportSources(seen: readonly Seen[], note: (text: string) => void) {
  const times = seen
    .filter((one) => one.cached)
    .map((one) => one.observation?.measuredAt ?? "")
    .sort();
  const [oldest] = times;
  if (oldest !== undefined)
    note(
      `${times.length} of ${seen.length} cells answered from earlier runs of the same inputs, the oldest ${age(oldest)} ago (--no-cache runs them again)`,
    );
}

/** Runs cells in the given order: tools are found, each cell is seen in its sandbox, nothing is judged yet. */
export async function verify(
  cells: readonly Cell[],
  options: VerifyOptions,
): Promise<VerifyRun> {
  const { root, note, progress } = options;
  const cache = cacheFolder();
  const surroundings: Surroundings = {
    ...{ root, cache, install: true, note, progress },
  };
  const lock = await loadToolchains(root);
  const sandbox = await chooseSandbox(options.sandbox, surroundings);
  const toolbox = await findTools(cells, lock, surroundings);
  await sweepPrepared(cache);
  const seen: Seen[] = [];
  const planned: Planned[] = [];
  const inputs = new Map<Repro, string>();
  for (const repro of new Set(cells.map((cell) => cell.repro)))
    inputs.set(repro, await inputsDigest(repro));
  const resumed = options.resume ? await resume(cache) : undefined;
  let recalled = 0;
  for (const cell of cells) {
    const { tools, missing } = toolsOf(cell, toolbox);
    const lack = await lackOf(cell.repro.manifest.needs);
    if (lack !== undefined) missing.unshift(lack);
    if (missing.length > 0) {
      const why = missing.join("; ");
      seen.push({ cell, observation: undefined, missing: why, cached: false });
      continue;
    }
    const digest = inputs.get(cell.repro) ?? "";
    const key = answerKey(cell, digest, tools, sandbox.kind);
    const again = resumed?.finished.get(key);
    if (again !== undefined) recalled += 1;
    const known =
      again ?? (options.cached ? await recall(cache, key) : undefined);
    if (known !== undefined) {
      const cached = again === undefined;
      seen.push({ cell, observation: known, missing: "", cached });
      continue;
    }
    const prepareKey =
      cell.repro.manifest.prepare === undefined
        ? undefined
        : preparedKey(cell.repro, digest, tools, sandbox.kind);
    planned.push({ cell, tools, key, prepareKey });
  }
  if (resumed !== undefined)
    note(
      recalled === 0
        ? "nothing to resume: no interrupted run has cells of this plan"
        : `resumed: ${recalled} of ${cells.length} cells were finished by the interrupted run`,
    );
  reportSources(seen, note);
  const run = await runCells(planned, sandbox, cache, options);
  seen.push(...run.seen);
  if (!run.interrupted) await resumed?.forget();
  for (const [repro, digest] of inputs)
    if ((await inputsDigest(repro)) !== digest)
      throw new Error(
        `repros/${repro.slug}: its files changed while it ran, so what was seen belongs to neither state; run verify again`,
      );
  return {
    seen,
    prepared: run.prepareTimes,
    interrupted: run.interrupted,
    provenance: {
      sandbox: sandbox.kind,
      machine: await describeMachine(),
      sources: await sourcesOf([...inputs.keys()]),
      toolchains: [...toolbox.values()].flatMap((provided) =>
        provided.ok
          ? [
              {
                tool: provided.tool.tool,
                version: provided.tool.version,
                source: provided.tool.source,
                sha256: provided.tool.sha256,
                reports: provided.tool.reports,
              },
            ]
          : [],
      ),
    },
  };
}

async function findTools(
  cells: readonly Cell[],
  lock: Toolchains,
  surroundings: Surroundings,
): Promise<Toolbox> {
  const toolbox = await provideTools(
    lock,
    cells.map((cell) => cell.tools),
    surroundings,
  );
  surroundings.progress(null);
  for (const provided of toolbox.values())
    if (!provided.ok) {
      const { tool, version, reason, hint } = provided.missing;
      surroundings.note(`${tool} ${version}: ${reason}; ${hint}`);
    }
  return toolbox;
}

async function runCells(
  planned: readonly Planned[],
  sandbox: Sandbox,
  cache: string,
  options: VerifyOptions,
): Promise<{
  seen: Seen[];
  prepareTimes: VerifyRun["prepared"];
  interrupted: boolean;
}> {
  if (planned.length === 0)
    return { seen: [], prepareTimes: [], interrupted: false };
  const { note, progress, signal } = options;
  const journal = await openJournal(cache);
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
            ...([cell.repro, script, tools, sandbox] as const),
            { cache, key: prepareKey, fresh: !options.cached },
            note,
          ),
        );
        const ms = performance.now() - from;
        prepareTimes.push({ repro: cell.repro.slug, ms });
      }),
    work: () =>
      during(cellKey(nameOf(cell)), async () => {
        const base =
          prepareKey === undefined ? undefined : prepared.get(prepareKey);
        const observation: Observation =
          base !== undefined && "problem" in base
            ? notPrepared(base.problem)
            : await observe(cell, tools, base?.folder, sandbox);
        if (signal.aborted) return;
        await journal.write(key, observation);
        await remember(cache, key, observation);
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
  if (!interrupted) await journal.close();
  return { seen, prepareTimes, interrupted };
}

function notPrepared(problem: string): Observation {
  const none = { exit: null, stdout: "", stderr: "" };
  const measuredAt = new Date().toISOString();
  return { build: none, run: none, facts: {}, ms: 0, measuredAt, problem };
}
