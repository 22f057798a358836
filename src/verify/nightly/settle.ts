import { join } from "node:path";
import {
  appendNight,
  historyName,
  historyPath,
  markOf,
  parseHistory,
} from "../../catalog/history.ts";
import { rateOf } from "../../catalog/drift.ts";
import { loadCatalogue } from "../../catalog/load.ts";
import type {
  CellResult,
  Event,
  ReproCase,
  Run,
} from "../../catalog/schema/index.ts";
import { writeAtomically } from "../cache.ts";
import { commitOf } from "../commit.ts";
import { compare, undecided } from "../drift/compare.ts";
import { issues } from "../drift/issue.ts";
import { statesBefore, type CellNight, type Night } from "../drift/night.ts";
import { loadRepros, loadVerdict, readIfThere } from "../load.ts";
import { cellKey, nameOf, type Cell, type Repro } from "../plan/cell.ts";
import { plan, PlanError } from "../plan/plan.ts";
import { measuredCosts } from "../plan/costs.ts";
import { byCost } from "../plan/shard.ts";
import { expectationDigests } from "../record/expectations.ts";
import { record } from "../record/record.ts";
import {
  distinctRuns,
  planDigest,
  sortCells,
  summarise,
  type Report,
} from "../report/report.ts";
import { judgeAll, verify, type VerifyOptions } from "../verify.ts";
import {
  appendEvents,
  eventsOf,
  hazardsByRepro,
  newEvents,
  writeIssues,
} from "./store.ts";

/** How many times a cell runs again before anything is concluded from it. */
const furtherRuns = 2;

export interface SettleOptions extends Pick<
  VerifyOptions,
  "root" | "jobs" | "sandbox" | "signal" | "note" | "progress"
> {
  /** Milliseconds for running cells again; what is not run by then counts as it stands. */
  readonly patience: number;
}

/** A cell that varied: how often, over how many of its last runs. */
export interface Flaky {
  readonly cell: string;
  readonly rate: number;
  readonly runs: number;
}

/** What a night came to, and what was written. */
export interface Settled {
  readonly at: string;
  /** The one result of each cell that counts. */
  readonly cells: readonly CellResult[];
  readonly summary: Report["summary"];
  /** Changes that this night brought. */
  readonly events: readonly Event[];
  readonly flaky: readonly Flaky[];
  /** How many runs were made besides the report’s. */
  readonly again: number;
  /** Files that were written, relative to the repository’s top. */
  readonly files: readonly string[];
  readonly interrupted: boolean;
}

async function readNight(
  root: string,
  repro: Repro,
  report: Report,
  cells: readonly CellNight[],
  shared: Pick<Night, "at" | "commit" | "hazard" | "reports">,
): Promise<Night> {
  const text = await readIfThere(join(root, historyPath(repro.slug)));
  const sources = report.run.sources[repro.slug];
  if (sources === undefined)
    throw new PlanError(
      `the report does not say which files of repros/${repro.slug} it ran; make it with misbuilt verify --matrix --no-cache --json`,
    );
  return {
    ...shared,
    repro: repro.slug,
    sources,
    cells,
    history: parseHistory(repro.slug, text),
    verdict: await loadVerdict(root, repro.slug),
  };
}

function pairUp(cells: readonly Cell[], report: Report): CellNight[] {
  const results = new Map(report.cells.map((one) => [cellKey(one), one]));
  if (
    report.plan.digest !== planDigest(cells) ||
    report.cells.length !== cells.length
  )
    throw new PlanError(
      "the report is not of this repository’s whole matrix: make it with misbuilt verify --matrix --no-cache --json, or merge the shards of that",
    );
  return cells.flatMap((cell) => {
    const result = results.get(cellKey(nameOf(cell)));
    return result === undefined ? [] : [{ cell, results: [result] }];
  });
}

/** Runs undecided cells again, at most `furtherRuns` times each; one whose toolchain is missing only once. */
async function runAgain(
  nights: readonly Night[],
  options: SettleOptions,
): Promise<{ nights: Night[]; again: number; runs: Run[] }> {
  const { root, patience, signal } = options;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  const costs = await measuredCosts(
    root,
    nights.flatMap(({ cells }) => cells.map(({ cell }) => cell.repro)),
  );
  let current = [...nights];
  let again = 0;
  const runs: Run[] = [];
  for (let round = 1; round <= furtherRuns && !limit.aborted; round += 1) {
    const cells = current
      .flatMap(undecided)
      .filter(
        ({ results }) =>
          round === 1 || results.at(-1)?.outcome !== "unavailable",
      )
      .map(({ cell }) => cell);
    if (cells.length === 0) break;
    options.note(`running ${cells.length} undecided cells again (${round})`);
    const run = await verify(byCost(cells, costs), {
      ...options,
      ...{ cached: false, resume: false, signal: limit },
    });
    const more = new Map(
      (await judgeAll(run.seen)).map((one) => [cellKey(one), one]),
    );
    again += more.size;
    runs.push(...run.provenance.runs);
    current = current.map((night) => ({
      ...night,
      cells: night.cells.map(({ cell, results }) => {
        const result = more.get(cellKey(nameOf(cell)));
        return {
          cell,
          results: result === undefined ? results : [...results, result],
        };
      }),
    }));
  }
  return { nights: current, again, runs };
}

async function writeHistory(
  root: string,
  night: Night,
  cases: readonly ReproCase[],
): Promise<string> {
  const file = historyPath(night.repro);
  const text = await readIfThere(join(root, file));
  const runs = new Map(
    night.cells.map(
      ({ cell, results }) =>
        [historyName(nameOf(cell)), results.map(markOf)] as const,
    ),
  );
  const { at, commit, sources } = night;
  const expected = await expectationDigests(
    join(root, "repros", night.repro),
    cases,
  );
  const next = appendNight(night.repro, text, {
    ...{ at, commit, sources, runs, expected },
  });
  if (next !== text) await writeAtomically(join(root, file), next);
  return file;
}

/** What a night that was settled before came to: what was recorded of each cell then; the report’s where that was no outcome. */
function settledResults({ cells, verdict }: Night): CellResult[] {
  const recorded = new Map(
    (verdict?.cells ?? []).map((one) => [cellKey(one), one]),
  );
  return cells.flatMap(({ results }) =>
    results.map((one) => {
      const kept = recorded.get(cellKey(one));
      return kept !== undefined && kept.measuredAt >= one.measuredAt
        ? kept
        : one;
    }),
  );
}

function flakyCells(nights: readonly Night[]): Flaky[] {
  return nights.flatMap((night) =>
    [...statesBefore(night)].flatMap(([name, state]) => {
      if (state.mark === undefined) return [];
      const { rate, runs } = rateOf(state);
      return rate === 0 ? [] : [{ cell: `${night.repro}/${name}`, rate, runs }];
    }),
  );
}

/**
 * Concludes a night from the report of its whole matrix: undecided cells run again, then changes, issues, verdicts and
 * history are written, in this order, each file whole or not at all. Cut short anywhere and called again with the same
 * or a new report, it loses no change and tells none twice: changes are found by comparing with the history, which is
 * written last.
 */
export async function settle(
  report: Report,
  options: SettleOptions,
): Promise<Settled> {
  const { root, signal } = options;
  const repros = await loadRepros(root);
  const paired = pairUp(
    plan(repros, { matrix: true, cases: [], tools: {} }),
    report,
  );
  const at = report.cells
    .map((cell) => cell.measuredAt)
    .reduce((a, b) => (a < b ? b : a));
  const commit = await commitOf(root);
  const catalogue = await loadCatalogue(root);
  const hazards = hazardsByRepro(catalogue);
  const reports = new Map(
    report.run.toolchains.map(
      (one) => [`${one.tool} ${one.version}`, one.reports] as const,
    ),
  );
  const first: Night[] = [];
  for (const repro of repros) {
    const cells = paired.filter(({ cell }) => cell.repro === repro);
    const hazard = hazards.get(repro.slug) ?? null;
    const shared = { at, commit, hazard, reports };
    first.push(await readNight(root, repro, report, cells, shared));
  }
  // A night that is in the history was settled before, as far as that file.
  const open = first.filter(
    ({ history }) => (history.nights.at(-1)?.at ?? "") < at,
  );
  const { nights, again, runs } = await runAgain(open, options);
  const closed = first.filter((night) => !open.includes(night));
  const comparisons = nights.map(compare);
  const results = sortCells([
    ...comparisons.flatMap((one) => one.results),
    ...closed.flatMap(settledResults),
  ]);
  const base = { at, cells: results, summary: summarise(results), again };
  if (signal.aborted)
    return { ...base, events: [], flaky: [], files: [], interrupted: true };
  const events = await newEvents(
    root,
    comparisons.flatMap((one) => one.events),
  );
  const files = await writeIssues(root, issues(events));
  files.push(...(await appendEvents(root, events)));
  const recorded = comparisons.flatMap((one) => one.results);
  const provenance = {
    ...report.run,
    runs: distinctRuns([...report.run.runs, ...runs]),
  };
  files.push(...(await record(root, repros, recorded, provenance)));
  for (const night of nights) {
    const written = catalogue.repros.get(night.repro)?.data.cases ?? [];
    files.push(await writeHistory(root, night, written));
  }
  const after: Night[] = [];
  for (const night of first) {
    const text = await readIfThere(join(root, historyPath(night.repro)));
    after.push({ ...night, history: parseHistory(night.repro, text) });
  }
  const flaky = flakyCells(after);
  const told = await eventsOf(root, at);
  return { ...base, events: told, flaky, files, interrupted: false };
}
