import { rateOf, statesAfter, type Rate } from "../../catalog/history/drift.ts";
import type { History } from "../../catalog/history/history.ts";

/** The cells whose last runs did not all come to the same, by their names in the history. */
export function flakyCells(history: History): Map<string, Rate> {
  const flaky = new Map<string, Rate>();
  for (const [name, state] of statesAfter(history)) {
    if (state.mark === undefined) continue;
    const rate = rateOf(state);
    if (rate.deviations > 0) flaky.set(name, rate);
  }
  return flaky;
}

/** `came out otherwise in 2 of its last 30 runs` */
export function rateWords({ deviations, runs }: Rate): string {
  return `came out otherwise in ${deviations} of its last ${runs} runs`;
}

/** What a cell came to on its nights, and how often otherwise. */
export function stripSentence({
  words,
  rate,
}: {
  readonly words: string;
  readonly rate: Rate | undefined;
}): string {
  return rate === undefined ? words : `${words}; ${rateWords(rate)}`;
}
