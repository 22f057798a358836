import {
  historyName,
  markOf,
  type History,
} from "../../catalog/history/history.ts";
import type { CellResult, Verdict } from "../../catalog/schema/index.ts";
import type { Cell } from "../../catalog/cells/cell.ts";
import {
  isOutcome,
  statesAfter,
  type Run,
  type State,
} from "../../catalog/history/drift.ts";

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
  /** When the night’s oldest cell ran, UTC. */
  readonly from: string;
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

/**
 * Every cell’s state after the nights before. Cells that no night had start from the recorded verdict; but what this
 * night itself recorded, before it was cut short, is not what was known before it.
 */
export function statesBefore(
  night: Pick<Night, "history" | "verdict" | "from">,
): Map<string, State> {
  const states = new Map<string, State>();
  const nightly = new Set(
    night.history.nights.flatMap(({ runs }) =>
      runs.flatMap((marks, place) =>
        marks.length > 0 ? [night.history.cells[place]] : [],
      ),
    ),
  );
  for (const cell of night.verdict?.cells ?? []) {
    // A call that was killed while it recorded may have written what it found, and not yet that it ran.
    const told = night.history.seenIn.get(historyName(cell))?.marks.at(-1);
    const mark = told ?? markOf(cell);
    const sources = night.verdict?.sources.slice(0, 12) ?? "";
    const run = { mark, at: cell.measuredAt, sources, commit: null };
    const earlier = cell.measuredAt < night.from;
    if (earlier && isOutcome(mark) && !nightly.has(historyName(cell)))
      states.set(historyName(cell), {
        mark,
        since: run,
        last: run,
        window: [false],
        streak: [],
      });
  }
  return statesAfter(night.history, states);
}

/** A result of the night as the rule of drift takes it. */
export function runOf(night: Night, result: CellResult): Run {
  return {
    mark: markOf(result),
    at: result.measuredAt,
    sources: night.sources.slice(0, 12),
    commit: night.commit,
  };
}
