import type { History } from "./history.ts";
import type { HistoryMark } from "../schema/index.ts";

/** One run of a cell. */
export interface Run {
  readonly mark: HistoryMark;
  readonly at: string;
  /** The first 12 digits of the digest of the reproducer’s files. */
  readonly sources: string;
  /** The commit that was checked out, where it is known. */
  readonly commit: string | null;
}

/** What a cell is known to come to, and how sure that is. */
export interface Established {
  /** What it comes to: one of the letters that are an outcome. */
  readonly mark: HistoryMark;
  /** The run that established it. */
  readonly since: Run;
  /** The newest run that came to it. */
  readonly last: Run;
  /** Its last runs, at most `windowSize`, without the streak: true where it came to something else. */
  readonly window: readonly boolean[];
  /** Newest runs that all came to the same other thing. */
  readonly streak: readonly Run[];
}

/** A cell before its first outcome is established: what it came to again and again so far. */
export interface Unsettled {
  readonly mark: undefined;
  readonly streak: readonly Run[];
}

export type State = Established | Unsettled;

export const unsettled: Unsettled = { mark: undefined, streak: [] };

/** How many runs the rate of a cell is measured over. */
export const windowSize = 30;

/** Equal runs in a row that settle what a steady cell comes to. */
export const steadyRuns = 3;

/** How improbable a streak of a flaky cell must be before it counts as a change. */
export const falseAlarm = 1 / 1000;

/**
 * The probability that the next `streak` runs all deviate, where `deviations` of `runs` did: beta-binomial, with a
 * uniform prior on the cell’s rate. With no run at all and a streak of 1 it is 1/2.
 */
export function streakProbability(
  deviations: number,
  runs: number,
  streak: number,
): number {
  let probability = 1;
  for (let index = 0; index < streak; index += 1)
    probability *= (deviations + 1 + index) / (runs + 2 + index);
  return probability;
}

/**
 * How many equal deviating runs in a row make a change, given the runs before them.
 *
 * A steady cell (no deviation in its window of n runs): 3. Were it in truth flaky with rate r, the chance that it
 * looked steady and then gave this alarm is r³(1−r)ⁿ, at most (3/(n+3))³(n/(n+3))ⁿ: 1 in 10 after a single run,
 * 1 in 850 after 9 and 1 in 23,000 after 30.
 *
 * A flaky cell: as many as make the streak’s probability, by the rate measured over the window, at most 1/1000. That
 * is the chance of a false alarm each time the cell begins to deviate. Runs of one night count as independent; where
 * the machine’s load decides, they are not, and the alarm is likelier.
 */
export function runsNeeded(window: readonly boolean[]): number {
  const deviations = window.filter(Boolean).length;
  if (deviations === 0) return steadyRuns;
  let streak = steadyRuns;
  while (streakProbability(deviations, window.length, streak) > falseAlarm)
    streak += 1;
  return streak;
}

/** How often a cell came to something else lately. */
export interface Rate {
  /** Runs that deviated, of `runs`. */
  readonly deviations: number;
  readonly runs: number;
  /** Their share, from 0 to 1. */
  readonly rate: number;
}

/** The measured rate of deviating runs: those of the window, and the streak that has not settled anything yet. */
export function rateOf(state: Established): Rate {
  const all = [...state.window, ...state.streak.map(() => true)];
  const runs = all.length;
  const deviations = all.filter(Boolean).length;
  return { deviations, runs, rate: runs === 0 ? 0 : deviations / runs };
}

/** Whether a letter says how the defect stood, rather than that the cell could not be run. */
export function isOutcome(mark: HistoryMark): boolean {
  return /[hcb]/i.test(mark);
}

/** Whether the result was the one that the manifest expects. */
function isExpected(mark: HistoryMark): boolean {
  return /[hcb]/.test(mark);
}

function establish(run: Run): Established {
  return { mark: run.mark, since: run, last: run, window: [], streak: [] };
}

function slide(window: readonly boolean[], add: readonly boolean[]): boolean[] {
  return [...window, ...add].slice(-windowSize);
}

/** A cell’s state after one more run, and the state that it had where the run settled another outcome. */
export interface Step {
  readonly state: State;
  /** What it was before, where this run changed or first settled what the cell comes to. */
  readonly changed?: State;
}

/**
 * One run. `error` and `unavailable` change nothing. A first result that is as expected settles the cell; any other
 * must come `steadyRuns` times in a row. A deviation that the manifest expects, under other sources, is an edit of the
 * reproducer and not the toolchain’s doing: it settles the new outcome without a change.
 */
export function step(state: State, run: Run): Step {
  if (!isOutcome(run.mark)) return { state };
  if (state.mark === run.mark) {
    const missed = state.streak.map(() => true);
    const window = slide(state.window, [...missed, false]);
    return { state: { ...state, last: run, window, streak: [] } };
  }
  const same = state.streak.at(-1)?.mark === run.mark;
  const streak = [...(same ? state.streak : []), run];
  if (state.mark === undefined) {
    const settled = isExpected(run.mark) || streak.length >= steadyRuns;
    return settled
      ? { state: establish(run), changed: state }
      : { state: { mark: undefined, streak } };
  }
  if (run.sources !== state.last.sources && isExpected(run.mark))
    return { state: establish(run) };
  const broken = same ? [] : state.streak.map(() => true);
  const window = slide(state.window, broken);
  if (streak.length >= runsNeeded(window))
    return { state: establish(run), changed: { ...state, window, streak } };
  return { state: { ...state, window, streak } };
}

/** Every cell’s state after a history’s nights, by its name. `known`: what was known of cells before the first. */
export function statesAfter(
  history: Pick<History, "cells" | "nights">,
  known: ReadonlyMap<string, State> = new Map(),
): Map<string, State> {
  const states = new Map(known);
  for (const { at, commit, sources, runs } of history.nights)
    for (const [place, marks] of runs.entries()) {
      const name = history.cells[place];
      if (name === undefined) continue;
      for (const mark of marks) {
        const run = { mark, at, sources, commit };
        states.set(name, step(states.get(name) ?? unsettled, run).state);
      }
    }
  return states;
}
