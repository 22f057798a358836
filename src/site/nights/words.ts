import type { NightRuns, Segment } from "../../catalog/history/nights.ts";
import type { HistoryMark, Outcome } from "../../catalog/schema/index.ts";
import { outcome } from "../../catalog/schema/index.ts";
import { count } from "../format.ts";
import { isUnexpected, outcomeOf } from "./draw.ts";

/** The days of some nights, oldest first, as `2026-11-21`. */
export type Days = readonly string[];

function counts(runs: readonly HistoryMark[]): [Outcome, number][] {
  const seen = runs.flatMap((mark) => outcomeOf(mark) ?? []);
  const ran = seen.filter((one) => one !== "error" && one !== "unavailable");
  const shown = ran.length > 0 ? ran : seen;
  return outcome.options.flatMap((one): [Outcome, number][] => {
    const n = shown.filter((other) => other === one).length;
    return n === 0 ? [] : [[one, n]];
  });
}

/**
 * What one night’s runs came to: `hazard`; of several cells (`sum`), `hazard 8, clean 2`; of one whose runs differ,
 * `hazard and clean`; `not run` where there was none.
 */
export function runsWords(runs: readonly HistoryMark[], sum: boolean): string {
  const [first, ...more] = counts(runs);
  if (first === undefined) return "not run";
  if (more.length === 0)
    return first[0] === "unavailable" || first[0] === "error"
      ? `could not be run (${first[0]})`
      : first[0];
  const all = [first, ...more];
  return sum
    ? all.map(([one, n]) => `${one} ${n}`).join(", ")
    : all.map(([one]) => one).join(" and ");
}

/** The same with what was not expected: `hazard 8, clean 2 (2 not as expected)`. */
function fullWords(runs: readonly HistoryMark[], sum: boolean): string {
  const odd = runs.filter(isUnexpected).length;
  if (odd === 0) return runsWords(runs, sum);
  const which = odd === runs.length ? "" : `${odd} `;
  return `${runsWords(runs, sum)} (${which}not as expected)`;
}

/** A segment in words: `hazard, 12 nights, 2026-11-21 to 2026-12-02`. */
export function segmentWords(
  segment: Segment,
  days: Days,
  sum: boolean,
): string {
  const { from, nights, runs } = segment;
  const first = days[from] ?? "";
  const last = days[from + nights - 1] ?? "";
  const span = first === last ? first : `${first} to ${last}`;
  return `${fullWords(runs, sum)}, ${count(nights, "night")}, ${span}`;
}

/** `on 3 nights`; `each` where there were no others. */
function onNights(nights: number, each = false): string {
  return nights > 1 && each
    ? `on each of ${count(nights, "night")}`
    : `on ${count(nights, "night")}`;
}

/** What came before the last streak, oldest first, with counts; few outcomes are named, many are not. */
function earlierWords(words: readonly string[], sum: boolean): string[] {
  const seen = new Map<string, number>();
  for (const one of words) seen.set(one, (seen.get(one) ?? 0) + 1);
  if (seen.size === 0) return [];
  if (sum || seen.size > 3)
    return [`otherwise on some of the ${count(words.length, "night")} before`];
  return [
    `before that ${[...seen].map(([one, n]) => `${one} ${onNights(n)}`).join(", ")}`,
  ];
}

/**
 * What a strip shows, in a sentence, for those who read it: counts are of nights on which it could be run. `sum`: it is
 * of several cells, whose own sentences have the particulars.
 */
export function stripWords(
  nights: NightRuns,
  days: Days,
  sum: boolean,
): string {
  const all = nights.map((runs, night) => ({
    words: runsWords(runs, sum),
    ran: runs.some((mark) => /[hcb]/i.test(mark)),
    odd: runs.some(isUnexpected),
    day: days[night] ?? "",
  }));
  const tried = nights.filter((runs) => runs.length > 0).length;
  const ran = all.filter((one) => one.ran);
  const last = ran.at(-1);
  if (last === undefined)
    return tried === 0
      ? "not run"
      : `could not be run ${onNights(tried, true)}`;
  let from = ran.length;
  while (from > 0 && ran[from - 1]?.words === last.words) from -= 1;
  const since = ran[from]?.day ?? "";
  const same = ran.length - from;
  const parts = [
    from === 0
      ? `${last.words} ${onNights(same, true)}${same === 1 ? "," : " since"} ${since}`
      : same === 1
        ? `${last.words} on the last night, ${since}`
        : `${last.words} on the last ${same} nights, since ${since}`,
    ...earlierWords(
      ran.slice(0, from).map(({ words }) => words),
      sum,
    ),
  ];
  const odd = all.filter((one) => one.odd).length;
  if (odd > 0) parts.push(`not as expected ${onNights(odd)}`);
  if (tried > ran.length)
    parts.push(`could not be run ${onNights(tried - ran.length)}`);
  const idle = all.length - 1 - all.findLastIndex((one) => one.ran);
  if (idle > 0) parts.push(`no result since ${last.day}`);
  return parts.join("; ");
}
