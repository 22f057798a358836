import { stripVTControlCharacters } from "node:util";
import type {
  Diagnosis,
  Evidence,
  Finding,
  RuledOut,
} from "../detect/finding.ts";
import { paint } from "./paint.ts";

/** What each level of confidence means, for a person. */
const levels = {
  certain: "certain: the log holds what only this hazard leaves behind",
  likely: "likely: trap, instruction and toolchain fit; nothing speaks against",
  possible:
    "possible: it fits, and so do ordinary causes; check before you act",
} as const;

/** A diagnosis as a person reads it: candidates best first, for, against, and the check that decides. */
export function describeDiagnosis(
  { findings, symptoms, ruledOut }: Diagnosis,
  color: boolean,
): string {
  const parts: string[] = [];
  if (findings.length === 0)
    parts.push(
      symptoms.length === 0
        ? "None of the hazards here, and none of their symptoms."
        : "None of the hazards here; a symptom that has a page:",
    );
  parts.push(...findings.map((each) => describeFinding(each, color)));
  if (symptoms.length > 0)
    parts.push(
      symptoms
        .map(({ title, url }) => `symptom: ${title}\n         ${url}`)
        .join("\n"),
    );
  parts.push(...ruledOut.map((each) => describeRuledOut(each, color)));
  return `${parts.join("\n\n")}\n`;
}

function describeFinding(finding: Finding, color: boolean): string {
  const { code, title, confidence, url, evidence, against, next } = finding;
  return [
    paint("bold", `${code}  ${title}`, color),
    `  ${levels[confidence]}`,
    `  ${url}`,
    ...section("fits", evidence),
    ...section("speaks against", against),
    ...(next === null
      ? []
      : ["  check next", `    ${next.command}`, `    ${next.reads}`]),
  ].join("\n");
}

function describeRuledOut({ code, title, against }: RuledOut, color: boolean) {
  return [
    paint("bold", `not ${code}  ${title}`, color),
    ...section("because", against),
  ].join("\n");
}

/** Evidence grouped by line, so that a line which says three things stands once. */
function section(name: string, evidence: readonly Evidence[]): string[] {
  if (evidence.length === 0) return [];
  const byLine = new Map<number, Evidence[]>();
  for (const each of evidence)
    byLine.set(each.line, [...(byLine.get(each.line) ?? []), each]);
  const lines = [`  ${name}`];
  for (const [line, items] of byLine) {
    const [first] = items;
    if (first === undefined) continue;
    lines.push(`    ${line}: ${printable(first.text)}`);
    lines.push(...items.map(({ means }) => `        ${means}`));
  }
  return lines;
}

/** Text of a log, safe for a terminal: no escapes, no control characters, at most a line. */
function printable(text: string): string {
  const plain = stripVTControlCharacters(text).replaceAll(
    /[\p{Cc}\p{Cf}]/gu,
    " ",
  );
  return plain.length > 110 ? `${plain.slice(0, 109)}…` : plain;
}
