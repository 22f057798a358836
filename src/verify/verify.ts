import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inputsDigest, sourcesDigest } from "../catalog/read/digest.ts";
import type { CellResult, Toolchains } from "../catalog/schema/index.ts";
import { cacheFolder } from "./cache.ts";
import { judge, unavailable } from "./judge/judge.ts";
import { errorCode, loadToolchains } from "./load.ts";
import { describeRun, lackOf } from "./machine.ts";
import type { Cell, Repro } from "../catalog/cells/cell.ts";
import { provideTools, toolKey, type Toolbox } from "./provision/provision.ts";
import type { Surroundings, Tool } from "./provision/types.ts";
import { distinctRuns } from "../catalog/history/runs.ts";
import type { Provenance } from "./report/report.ts";
import { answerKey, preparedKey, prepareInputsDigest } from "./run/key.ts";
import {
  runCells,
  type Planned,
  type RunOptions,
  type Seen,
} from "./run/cells.ts";
import { recall, resume } from "./run/store.ts";
import { sweep } from "./run/sweep.ts";
import { chooseSandbox, type SandboxChoice } from "./sandbox/choose.ts";

export interface VerifyOptions extends Omit<RunOptions, "cache" | "sandbox"> {
  /** The repository’s top. */
  readonly root: string;
  readonly sandbox: SandboxChoice;
  /** Whether every byte of the toolchains is compared with what was unpacked. */
  readonly thorough?: boolean;
  /** Whether to go on with the runs that were cut short. */
  readonly resume: boolean;
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
  const { thorough = false } = options;
  const basis = { root, cache, install: true, thorough, note, progress };
  const lock = await loadToolchains(root);
  const sandbox = await chooseSandbox(options.sandbox, basis);
  const surroundings: Surroundings = { ...basis, sandbox };
  const toolbox = await findTools(cells, lock, surroundings);
  await sweep(cache);
  const seen: Seen[] = [];
  const planned: Planned[] = [];
  const inputs = new Map<Repro, string>();
  for (const repro of new Set(cells.map((cell) => cell.repro)))
    inputs.set(repro, await inputsDigest(repro.folder));
  const prepareInputs = new Map<Repro, string>();
  for (const repro of inputs.keys())
    prepareInputs.set(repro, await prepareInputsDigest(repro));
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
        : preparedKey(
            cell.repro,
            prepareInputs.get(cell.repro) ?? "",
            tools,
            sandbox.kind,
          );
    planned.push({ cell, tools, key, prepareKey });
  }
  if (resumed !== undefined)
    note(
      recalled === 0
        ? "nothing to resume: no interrupted run has cells of this plan"
        : `resumed: ${recalled} of ${cells.length} cells were finished by the interrupted run`,
    );
  reportSources(seen, note);
  const by = await describeRun(root, sandbox.kind);
  const run = await runCells(planned, by, { ...options, cache, sandbox });
  seen.push(...run.seen);
  if (!run.interrupted) await resumed?.forget();
  for (const [repro, digest] of inputs)
    if ((await inputsDigest(repro.folder)) !== digest)
      throw new Error(
        `repros/${repro.slug}: its files changed while it ran, so what was seen belongs to neither state; run verify again`,
      );
  return {
    seen,
    prepared: run.prepareTimes,
    interrupted: run.interrupted,
    provenance: {
      sandbox: sandbox.kind,
      machine: by.machine,
      runs: distinctRuns(
        seen.flatMap(({ observation }) => observation?.by ?? []),
      ),
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
