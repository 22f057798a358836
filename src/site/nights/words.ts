import type { NightRuns, Segment } from "../../catalog/nights.ts";
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

/** What one night’s runs came to: `hazard`, or `hazard 8, clean 2`; `not run` where there was none. */
export function runsWords(runs: readonly HistoryMark[]): string {
  const [first, ...more] = counts(runs);
  if (first === undefined) return "not run";
  if (more.length === 0)
    return first[0] === "unavailable" || first[0] === "error"
      ? `could not be run (${first[0]})`
      : first[0];
  return [first, ...more].map(([one, n]) => `${one} ${n}`).join(", ");
}

/** The same with what was not expected: `hazard 8, clean 2 (2 not as expected)`. */
function fullWords(runs: readonly HistoryMark[]): string {
  const odd = runs.filter(isUnexpected).length;
  if (odd === 0) return runsWords(runs);
  const which = odd === runs.length ? "" : `${odd} `;
  return `${runsWords(runs)} (${which}not as expected)`;
}

/** A segment in words: `hazard, 12 nights, 2026-11-21 to 2026-12-02`. */
export function segmentWords(segment: Segment, days: Days): string {
  const { from, nights, runs } = segment;
  const first = days[from] ?? "";
  const last = days[from + nights - 1] ?? "";
  const span = first === last ? first : `${first} to ${last}`;
  return `${fullWords(runs)}, ${count(nights, "night")}, ${span}`;
}

function nightsWords(nights: number): string {
  return nights === 1
    ? "1 night"
    : `each of ${nights.toLocaleString("en")} nights`;
}

/** What a strip shows, in a sentence, for those who read it; `since` and counts are of nights with a run. */
export function stripWords(nights: NightRuns, days: Days): string {
  const all = nights.map((runs, night) => ({
    words: runsWords(runs),
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
      : `could not be run on ${nightsWords(tried)}`;
  let from = ran.length;
  while (from > 0 && ran[from - 1]?.words === last.words) from -= 1;
  const since = ran[from]?.day ?? "";
  const same = ran.length - from;
  const earlier = new Map<string, number>();
  for (const { words } of ran.slice(0, from))
    earlier.set(words, (earlier.get(words) ?? 0) + 1);
  const parts = [
    from > 0
      ? `${last.words} on the last ${same === 1 ? `night, ${since}` : `${same} nights, since ${since}`}`
      : same === 1
        ? `${last.words} on 1 night, ${since}`
        : `${last.words} on ${nightsWords(same)} since ${since}`,
  ];
  if (earlier.size > 3)
    parts.push(`otherwise on some of the ${count(from, "night")} before`);
  else if (earlier.size > 0)
    parts.push(
      `before that ${[...earlier].map(([words, n]) => `${words} on ${n}`).join("; ")}`,
    );
  const odd = all.filter((one) => one.odd).length;
  if (odd > 0) parts.push(`not as expected on ${odd}`);
  if (tried > ran.length)
    parts.push(`could not be run on ${tried - ran.length}`);
  const idle = all.length - 1 - all.findLastIndex((one) => one.ran);
  if (idle > 0) parts.push(`no result since ${last.day}`);
  return parts.join("; ");
}
