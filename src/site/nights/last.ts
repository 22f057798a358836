import { historyName, type History } from "../../catalog/history/history.ts";
import type { Verdict } from "../../catalog/schema/index.ts";
import { ran } from "../verdicts.ts";

/** A cell that its last night could not run. */
export interface Missed {
  /** Its name in the history. */
  readonly name: string;
  /** When the verdict that is shown instead was measured; undefined where there never was one. */
  readonly shownAsOf: string | undefined;
}

/** A reproducer’s newest night. */
export interface LastNight {
  readonly at: string;
  /** How many cells it tried. */
  readonly cells: number;
  readonly missed: readonly Missed[];
}

/** The newest night of a history; undefined where there is none. */
export function lastNight(
  history: History | undefined,
  verdict: Verdict | undefined,
): LastNight | undefined {
  const night = history?.nights.at(-1);
  if (history === undefined || night === undefined) return undefined;
  const shown = new Map(
    (verdict?.cells ?? [])
      .filter((cell) => ran(cell) && cell.outcome !== "error")
      .map((cell) => [historyName(cell), cell.measuredAt]),
  );
  const tried = history.cells
    .map((name, place) => ({ name, runs: night.runs[place] ?? [] }))
    .filter(({ runs }) => runs.length > 0);
  const missed = tried
    .filter(({ runs }) => runs.every((mark) => /[ue]/.test(mark)))
    .map(({ name }) => ({ name, shownAsOf: shown.get(name) }));
  return { at: night.at, cells: tried.length, missed };
}
