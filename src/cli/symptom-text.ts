import type { SymptomDetail } from "../catalog/export/symptom.ts";
import { item, table, wrap } from "./layout.ts";
import { paint } from "./paint.ts";

/** One symptom for a terminal: what it means, what decides, and each cause with how to tell it apart. */
export function symptomText(
  symptom: SymptomDetail,
  { color, site }: { color: boolean; site: string | null },
): string {
  const bold = (text: string) => paint("bold", text, color);
  return [
    wrap(bold(symptom.title)),
    wrap(symptom.summary),
    ...(site === null ? [] : ["\n", table([["page", site + symptom.url]])]),
    ...(symptom.decide.length === 0 ? [] : [`\n${bold("First")}\n`]),
    ...symptom.decide.map(decision),
    `\n${bold("What it can be, likeliest first")}\n`,
    ...symptom.causes.map((cause) =>
      [
        item(
          cause.hazard === undefined
            ? cause.title
            : `${cause.title}: misbuilt show ${cause.hazard}`,
        ),
        ...cause.speaksFor.map((text) => wrap(`for: ${text}`, "  ")),
        ...cause.speaksAgainst.map((text) => wrap(`against: ${text}`, "  ")),
        decision(cause.check),
      ].join(""),
    ),
  ].join("");
}

function decision({
  command,
  reads,
}: SymptomDetail["causes"][number]["check"]): string {
  const lines = command.trimEnd().split("\n");
  return `${lines.map((line) => `      ${line}\n`).join("")}${wrap(reads, "  ")}`;
}
