import { historyName, markOf } from "../../catalog/history/history.ts";
import type { CellResult, Event } from "../../catalog/schema/index.ts";
import { nameOf, type Cell } from "../../catalog/cells/cell.ts";
import { eventOf, type Known } from "./event.ts";
import { runOf, statesBefore, type CellNight, type Night } from "./night.ts";
import {
  isOutcome,
  step,
  unsettled,
  type State,
} from "../../catalog/history/drift.ts";

/** The same cell in the newest version of one of its tools that is older than its own and was established before. */
function predecessor(cell: Cell, known: readonly Known[]): Known | undefined {
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
