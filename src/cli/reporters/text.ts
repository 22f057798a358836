import { stripVTControlCharacters } from "node:util";
import { confidenceMeans } from "../../catalog/schema/confidence.ts";
import {
  placeText,
  type Diagnosis,
  type Evidence,
  type Finding,
  type RuledOut,
} from "../../detect/finding.ts";
import { paint } from "../paint.ts";
import { placeOf } from "../place.ts";
import type { Audience, Reporter } from "./reporter.ts";

/** What a person reads of each input; its name stands above where there are several. */
export const textReporter: Reporter = (inputs, audience) =>
  inputs
    .map(({ file, diagnosis }) => {
      const name = inputs.length > 1 ? `== ${file} ==\n` : "";
      return `${name}${describeDiagnosis(diagnosis, audience)}\n`;
    })
    .join("");

/** A diagnosis: candidates best first, for, against, and the check that decides. */
function describeDiagnosis(
  { findings, symptoms, ruledOut }: Diagnosis,
  audience: Audience,
): string {
  const parts: string[] = [];
  if (findings.length === 0)
    parts.push(
      symptoms.length === 0
        ? "None of the hazards here, and none of their symptoms."
        : "None of the hazards here; a symptom that has a page:",
    );
  parts.push(...findings.map((each) => describeFinding(each, audience)));
  if (symptoms.length > 0)
    parts.push(
      symptoms
        .map((one) => {
          const place = placeOf(audience, { ...one, name: one.symptom });
          return `symptom: ${one.title}\n         ${place}`;
        })
        .join("\n"),
    );
  parts.push(...ruledOut.map((each) => describeRuledOut(each, audience)));
  return `${parts.join("\n\n")}\n`;
}

function describeFinding(finding: Finding, audience: Audience): string {
  const { code, title, confidence, evidence, against, next } = finding;
  return [
    paint("bold", `${code}  ${title}`, audience.color),
    `  ${confidenceMeans[confidence]}`,
    `  ${placeOf(audience, { ...finding, name: code })}`,
    ...section("fits", evidence),
    ...section("speaks against", against),
    ...(next === null
      ? []
      : ["  check next", `    ${next.command}`, `    ${next.reads}`]),
  ].join("\n");
}

function describeRuledOut(
  { code, title, against }: RuledOut,
  { color }: Audience,
) {
  return [
    paint("bold", `not ${code}  ${title}`, color),
    ...section("because", against),
  ].join("\n");
}

/** Evidence grouped by place, so that a line which says three things stands once. */
function section(name: string, evidence: readonly Evidence[]): string[] {
  if (evidence.length === 0) return [];
  const byPlace = Map.groupBy(evidence, placeText);
  const lines = [`  ${name}`];
  for (const [place, items] of byPlace) {
    const [first] = items;
    if (first === undefined) continue;
    lines.push(`    ${place}: ${printable(first.text)}`);
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
