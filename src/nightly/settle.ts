import { join } from "node:path";
import { rateOf } from "../catalog/history/drift.ts";
import { historyPath, parseHistory } from "../catalog/history/history.ts";
import { distinctRuns } from "../catalog/history/runs.ts";
import { loadCatalogue } from "../catalog/read/load.ts";
import type { CellResult, Event } from "../catalog/schema/index.ts";
import { commitOf } from "../verify/commit.ts";
import { compare } from "./drift/compare.ts";
import { issues } from "./drift/issue.ts";
import { statesBefore, type CellNight, type Night } from "./drift/night.ts";
import { loadRepros, loadVerdict, readIfThere } from "../verify/load.ts";
import {
  cellKey,
  nameOf,
  type Cell,
  type Repro,
} from "../catalog/cells/cell.ts";
import { plan, PlanError } from "../catalog/cells/plan.ts";
import { recordEnding, wholeHistory } from "../verify/record/ending.ts";
import { joinVerdict, keysOf } from "../verify/record/record.ts";
import { refuseForgedVerdict } from "../verify/report/faults.ts";
import {
  planDigest,
  sortCells,
  summarise,
  type Report,
} from "../verify/report/report.ts";
import { runAgain, type AgainOptions } from "./again.ts";
import {
  appendEvents,
  eventsOf,
  hazardsByRepro,
  newEvents,
  recordNight,
  writeIssues,
} from "./store.ts";

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
  shared: Pick<Night, "from" | "at" | "commit" | "hazard" | "reports">,
): Promise<Night> {
  const sources = report.run.sources[repro.slug];
  if (sources === undefined)
    throw new PlanError(
      `the report does not say which files of repros/${repro.slug} it ran; make it with misbuilt verify --matrix --no-cache --json`,
    );
  const verdict = await loadVerdict(root, repro.slug);
  // A night is not added to a history that has lost one, nor compared with what nobody measured.
  if (verdict !== undefined) await refuseForgedVerdict(root, repro, verdict);
  const text = await wholeHistory(root, repro.slug);
  const history = parseHistory(repro.slug, text);
  return { ...shared, repro: repro.slug, sources, cells, history, verdict };
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
  options: AgainOptions,
): Promise<Settled> {
  const { note, root, signal } = options;
  const repros = await loadRepros(root, [], note);
  const paired = pairUp(
    plan(repros, { matrix: true, cases: [], tools: {} }),
    report,
  );
  const times = report.cells.map((cell) => cell.measuredAt).sort();
  const [from = "", at = ""] = [times.at(0), times.at(-1)];
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
    const shared = { from, at, commit, hazard, reports };
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
  const provenance = {
    ...report.run,
    runs: distinctRuns([...report.run.runs, ...runs]),
  };
  for (const [index, night] of nights.entries()) {
    const repro = repros.find(({ slug }) => slug === night.repro);
    const own = comparisons[index]?.results ?? [];
    const verdict =
      repro &&
      joinVerdict(repro.slug, night.verdict, own, provenance, keysOf(repro));
    const written = catalogue.repros.get(night.repro)?.data.cases ?? [];
    files.push(...(await recordNight(root, night, verdict, written)));
  }
  // Also of nights that were settled before: one that was cut short may have left its history’s end unwritten.
  for (const { slug } of repros) await recordEnding(root, slug);
  const after: Night[] = [];
  for (const night of first) {
    const text = await readIfThere(join(root, historyPath(night.repro)));
    after.push({ ...night, history: parseHistory(night.repro, text) });
  }
  const flaky = flakyCells(after);
  const told = await eventsOf(root, at);
  return { ...base, events: told, flaky, files, interrupted: false };
}
