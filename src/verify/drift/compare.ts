import {
  isOutcome,
  statesAfter,
  step,
  unsettled,
  type Established,
  type Run,
  type State,
} from "../../catalog/drift.ts";
import { eventLead } from "../../catalog/events.ts";
import { historyName, markOf, type History } from "../../catalog/history.ts";
import type {
  CellResult,
  Event,
  EventSide,
  HistoryMark,
  Outcome,
  ToolVersions,
  Verdict,
} from "../../catalog/schema/index.ts";
import { valueDigest } from "../cache.ts";
import type { Cell } from "../plan/cell.ts";
import { nameOf } from "../plan/cell.ts";
import { classify } from "./classify.ts";

/** One cell’s runs of a night, in their order; at least one. */
export interface CellNight {
  readonly cell: Cell;
  readonly results: readonly CellResult[];
}

/** A reproducer’s night, and what was known before it. */
export interface Night {
  readonly repro: string;
  /** The hazard whose page shows the reproducer, where one does. */
  readonly hazard: string | null;
  /** When the night’s newest cell ran, UTC. */
  readonly at: string;
  readonly commit: string | null;
  /** Digest of the reproducer’s files. */
  readonly sources: string;
  readonly cells: readonly CellNight[];
  readonly history: History;
  readonly verdict: Verdict | undefined;
  /** What each tool says of itself, by tool and version as in `zig 0.17.0`. */
  readonly reports: ReadonlyMap<string, string>;
}

const logLimit = 4096;

const outcomes: Partial<Record<HistoryMark, Outcome>> = {
  ...{ h: "hazard", c: "clean", b: "blocked" },
  ...{ H: "hazard", C: "clean", B: "blocked" },
};

/** Every cell’s state after the nights before. Cells that no night had start from the recorded verdict. */
export function statesBefore(
  night: Pick<Night, "history" | "verdict">,
): Map<string, State> {
  const states = new Map<string, State>();
  const nightly = new Set(night.history.cells);
  for (const cell of night.verdict?.cells ?? []) {
    const mark = markOf(cell);
    const sources = night.verdict?.sources.slice(0, 12) ?? "";
    const run = { mark, at: cell.measuredAt, sources, commit: null };
    if (isOutcome(mark) && !nightly.has(historyName(cell)))
      states.set(historyName(cell), {
        ...{ mark, since: run, last: run, window: [false], streak: [] },
      });
  }
  return statesAfter(night.history, states);
}

function runOf(night: Night, result: CellResult): Run {
  return {
    mark: markOf(result),
    at: result.measuredAt,
    sources: night.sources.slice(0, 12),
    commit: night.commit,
  };
}

/** The same cell in the newest version of one of its tools that is older than its own and was established before. */
function predecessor(
  cell: Cell,
  known: readonly { cell: Cell; state: Established }[],
): { cell: Cell; state: Established } | undefined {
  const found = known.flatMap((other) => {
    const differing = Object.keys(cell.tools).filter(
      (tool) => cell.tools[tool] !== other.cell.tools[tool],
    );
    const [tool = ""] = differing;
    const versions = cell.repro.manifest.tools[tool]?.versions ?? [];
    const own = versions.indexOf(cell.tools[tool] ?? "");
    const theirs = versions.indexOf(other.cell.tools[tool] ?? "");
    const fits =
      differing.length === 1 &&
      other.cell.definition.id === cell.definition.id &&
      JSON.stringify(other.cell.params) === JSON.stringify(cell.params) &&
      theirs >= 0 &&
      theirs < own;
    return fits ? [{ ...other, gap: own - theirs }] : [];
  });
  return found.sort((a, b) => a.gap - b.gap)[0];
}

function clip(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= logLimit
    ? text
    : `${bytes
        .subarray(0, logLimit - 4)
        .toString("utf8")
        .replace(/\uFFFD+$/, "")}…`;
}

function logOf(
  result: CellResult,
  reports: ReadonlyMap<string, string>,
): string {
  const tools = Object.entries(result.tools).map(
    ([tool, version]) =>
      `${tool} ${version}: ${reports.get(`${tool} ${version}`) ?? "not recorded"}`,
  );
  const printed = [result.stdout, result.stderr].map((text) => text.trimEnd());
  const lines = [...tools, result.detail, ...printed];
  return clip(lines.filter((line) => line !== "").join("\n"));
}

function beforeSide(
  night: Night,
  tools: ToolVersions,
  name: string,
  state: Established,
): EventSide {
  const recorded = night.verdict?.cells.find(
    (cell) => historyName(cell) === name,
  );
  const reports = new Map(
    (night.verdict?.toolchains ?? []).map(
      (one) => [`${one.tool} ${one.version}`, one.reports] as const,
    ),
  );
  const outcome = outcomes[state.mark] ?? "error";
  // A flaky cell’s verdict may hold its other outcome: then there is no log of this one.
  const log =
    recorded?.outcome === outcome
      ? logOf(recorded, reports)
      : "The log of that run is not kept.";
  const { at, commit } = state.last;
  return { tools, outcome, at, commit, log };
}

function versionsText(tools: ToolVersions, against?: ToolVersions): string {
  const all = Object.entries(tools);
  const differing = all.filter(
    ([tool, version]) => against?.[tool] !== version,
  );
  return (differing.length > 0 && against !== undefined ? differing : all)
    .map(([tool, version]) => `${tool} ${version}`)
    .join(", ");
}

function eventOf(
  night: Night,
  { cell }: CellNight,
  result: CellResult,
  from: { cell: Cell; state: Established } | undefined,
  fresh: boolean,
): Event | undefined {
  const to = markOf(result);
  const role = cell.definition.role;
  const kind =
    from === undefined
      ? result.ok
        ? undefined
        : ("contradicted" as const)
      : classify(role, from.state.mark, to, fresh);
  if (kind === undefined) return undefined;
  const name = nameOf(cell);
  const before =
    from === undefined
      ? null
      : beforeSide(
          ...([
            night,
            from.cell.tools,
            historyName(nameOf(from.cell)),
          ] as const),
          from.state,
        );
  const params = Object.entries(cell.params).map(
    ([key, value]) => `${key}=${value}`,
  );
  const where = [
    versionsText(cell.tools, fresh ? from?.cell.tools : undefined),
    ...params,
  ]
    .filter((text) => text !== "")
    .join(", ");
  const was =
    before === null
      ? `${cell.expected} was expected`
      : `${before.outcome} ${fresh ? `in ${versionsText(before.tools, cell.tools)}` : "before"} (${before.at.slice(0, 10)})`;
  const now =
    before?.outcome === result.outcome && !result.ok
      ? `${result.outcome} with other output`
      : result.outcome;
  return {
    id: valueDigest([
      ...[kind, historyName(name), name.repro, result.outcome, result.ok],
      from === undefined ? null : [from.state.mark, from.state.since.at],
    ]).slice(0, 16),
    date: night.at,
    kind,
    repro: night.repro,
    hazard: night.hazard,
    case: name.case,
    role,
    tools: cell.tools,
    params: cell.params,
    before,
    after: {
      tools: cell.tools,
      outcome: result.outcome,
      at: result.measuredAt,
      commit: night.commit,
      log: logOf(result, night.reports),
    },
    summary: `${eventLead[kind]} ${where === "" ? "this toolchain" : where}: ${night.repro}/${name.case} is ${now}; ${was}.`,
  };
}

/** What a night comes to: changes, and the one result of each cell that its verdict should show. */
export interface Comparison {
  readonly events: readonly Event[];
  readonly results: readonly CellResult[];
}

/** The result to record: the last of what the cell is now established to come to; else the last outcome; else the last. */
function chosen(state: State, results: readonly CellResult[]): CellResult[] {
  const last = results.filter((one) => markOf(one) === state.mark).at(-1);
  const good = results.filter((one) => isOutcome(markOf(one))).at(-1);
  const best = last ?? good ?? results.at(-1);
  return best === undefined ? [] : [best];
}

/** Compares a night with what was established before it. Pure: the same night gives the same events with the same ids. */
export function compare(night: Night): Comparison {
  const states = statesBefore(night);
  const known = night.cells.flatMap(({ cell }) => {
    const state = states.get(historyName(nameOf(cell)));
    return state?.mark === undefined ? [] : [{ cell, state }];
  });
  const events: Event[] = [];
  const results: CellResult[] = [];
  for (const one of night.cells) {
    const { cell } = one;
    let state = states.get(historyName(nameOf(cell))) ?? unsettled;
    for (const result of one.results) {
      const { state: next, changed } = step(state, runOf(night, result));
      state = next;
      if (changed === undefined) continue;
      const fresh = changed.mark === undefined;
      const from =
        changed.mark === undefined
          ? predecessor(cell, known)
          : { cell, state: changed };
      const event = eventOf(night, one, result, from, fresh);
      if (event !== undefined) events.push(event);
    }
    results.push(...chosen(state, one.results));
  }
  return { events, results };
}

/**
 * The cells that should run again tonight before anything is concluded from them: those that could not be run, or whose
 * last result is not the one established, or is unexpected where none is.
 */
export function undecided(night: Night): CellNight[] {
  const states = statesBefore(night);
  return night.cells.filter(({ cell, results }) => {
    let state = states.get(historyName(nameOf(cell))) ?? unsettled;
    for (const result of results)
      state = step(state, runOf(night, result)).state;
    const last = results.at(-1);
    if (last === undefined || !isOutcome(markOf(last))) return true;
    return state.mark === undefined || state.streak.length > 0;
  });
}
