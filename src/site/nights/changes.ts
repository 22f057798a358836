import type { Change } from "../../catalog/history/nights.ts";
import { count } from "../format.ts";

const shownCases = 4;

function caseWords(cases: readonly string[]): string {
  return cases.length > shownCases
    ? count(cases.length, "case")
    : cases.join(", ");
}

/** What changed, for a list that begins with the day: `expected output of pad rewritten with --bless, commit abc1234`. */
export function changeWords({ kind, cases, commit }: Change): string {
  const what = {
    sources: "the reproducer’s files changed",
    bless: `expected output of ${caseWords(cases)} rewritten with --bless`,
    edit: `expectation of ${caseWords(cases)} edited`,
  }[kind];
  return commit === null ? what : `${what}, commit ${commit.slice(0, 7)}`;
}
