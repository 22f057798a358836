import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "./cache.ts";
import { loadRepros, loadToolchains } from "./load.ts";
import { lackOf } from "./machine.ts";
import type { Cell } from "../catalog/cells/cell.ts";
import { plan } from "../catalog/cells/plan.ts";
import { conditionOf } from "./provision/kept.ts";
import { unpackedIn } from "./provision/unpacked.ts";
import { provideTools, toolKey } from "./provision/provision.ts";
import type { Provided, Surroundings } from "./provision/types.ts";
import { bwrap } from "./sandbox/bwrap.ts";
import { bwrapProblem } from "./sandbox/choose.ts";
import { none } from "./sandbox/none.ts";

/** One version of one tool, here or not, and how many cells of the matrix want it. */
export interface ToolState {
  readonly tool: string;
  readonly version: string;
  readonly here: boolean;
  /** Cells of the matrix that use it. */
  readonly cells: number;
  /** Its own words where it is here; else why it is not. */
  readonly says: string;
  /** How to get it; empty where it is here. */
  readonly hint: string;
}

export interface Diagnosis {
  readonly cache: string;
  readonly sandbox: { readonly works: boolean; readonly problem: string };
  readonly tools: readonly ToolState[];
  /** Each reproducer with the cells of its matrix that can run here. */
  readonly repros: readonly {
    readonly repro: string;
    readonly cells: number;
    readonly possible: number;
    /** Cells that could run after `verify` got what it gets by itself. */
    readonly obtainable: number;
    /** What this machine itself lacks. */
    readonly lacks: string;
  }[];
  /** Folders of the cache that were removed, for being damaged or unfinished. */
  readonly repaired: readonly string[];
}

/** Removes unpacked toolchains that are not what was unpacked, and what a run that died left half done. */
export async function repair(
  cache: string,
  thorough: boolean,
): Promise<string[]> {
  const top = join(cache, "toolchains");
  const removed: string[] = [];
  for (const tool of await readdir(top).catch(() => [])) {
    for (const name of await readdir(join(top, tool)).catch(() => [])) {
      if (name.endsWith(".lock")) continue;
      const folder = join(top, tool, name);
      const kept = unpackedIn(folder);
      if ((await conditionOf(kept, thorough)).is === "whole") continue;
      await rm(folder, { recursive: true, force: true });
      removed.push(folder);
    }
  }
  return removed;
}

/** Looks at this machine without changing it, except that `repair` removes damaged entries of the cache first. */
export async function examine(
  root: string,
  options: { readonly repair: boolean } & Pick<
    Surroundings,
    "thorough" | "note" | "progress"
  >,
): Promise<Diagnosis> {
  const cache = cacheFolder();
  const { note, progress } = options;
  const repaired = options.repair ? await repair(cache, options.thorough) : [];
  const basis = {
    ...{ root, cache, install: false, thorough: options.thorough },
    ...{ note, progress },
  };
  const problem = await bwrapProblem(basis);
  const sandbox = problem === undefined ? bwrap : none;
  const surroundings: Surroundings = { ...basis, sandbox };
  const repros = await loadRepros(root, [], (problem) => {
    note(`left out: ${problem}`);
  });
  const lock = await loadToolchains(root);
  const cells = plan(repros, { matrix: true, cases: [], tools: {} });
  const listed = Object.entries(lock.tools).flatMap(([tool, { versions }]) =>
    Object.keys(versions).map((version) => ({ [tool]: version })),
  );
  const toolbox = await provideTools(
    lock,
    [...listed, ...cells.map((cell) => cell.tools)],
    surroundings,
  );
  const uses = (cell: Cell, key: string): boolean =>
    Object.entries(cell.tools).some(
      ([tool, version]) => toolKey(tool, version) === key,
    );
  const tools = [...toolbox].map(([key, provided]): ToolState => {
    const wanting = cells.filter((cell) => uses(cell, key)).length;
    if (provided.ok) {
      const { tool, version, reports } = provided.tool;
      const state = { tool, version, here: true, cells: wanting };
      return { ...state, says: reports, hint: "" };
    }
    const { tool, version, reason, hint } = provided.missing;
    return { tool, version, here: false, cells: wanting, says: reason, hint };
  });
  const states = [];
  for (const repro of repros) {
    const own = cells.filter((cell) => cell.repro === repro);
    const lacks = await lackOf(repro.manifest.needs);
    const having = (fits: (provided: Provided) => boolean): number =>
      lacks !== undefined
        ? 0
        : own.filter((cell) =>
            Object.entries(cell.tools).every(([tool, version]) => {
              const provided = toolbox.get(toolKey(tool, version));
              return provided !== undefined && fits(provided);
            }),
          ).length;
    const possible = having((provided) => provided.ok);
    states.push({
      repro: repro.slug,
      cells: own.length,
      possible,
      obtainable:
        having((provided) => provided.ok || provided.missing.obtainable) -
        possible,
      lacks: lacks ?? "",
    });
  }
  return {
    cache,
    sandbox: { works: problem === undefined, problem: problem ?? "" },
    tools,
    repros: states,
    repaired,
  };
}
