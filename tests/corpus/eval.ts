/**
 * Prints how well the corpus is diagnosed: recall at first place and precision of `likely` and above, per hazard and
 * format, for the logs that signatures were tuned on and, apart, for the fifth that they were not.
 *
 *   node tests/corpus/eval.ts            the tables
 *   node tests/corpus/eval.ts --wrong    also each tuned log that came out wrong (held-out logs stay unseen)
 */
import { compile } from "../../src/detect/signs.ts";
import { loadCorpus, loadKnowledge } from "./corpus.ts";
import { score, total, type Scored } from "./score.ts";

const compiled = compile(await loadKnowledge());
const scored = loadCorpus().map((sample) => score(compiled, sample));
const tuned = scored.filter(({ sample }) => !sample.heldOut);
const heldOut = scored.filter(({ sample }) => sample.heldOut);

table("tuned on, by hazard", tuned, ({ sample }) => sample.hazard);
table("tuned on, by format", tuned, ({ sample }) => sample.format);
table("held out, by hazard", heldOut, ({ sample }) => sample.hazard);
table("held out, by format", heldOut, ({ sample }) => sample.format);
if (process.argv.includes("--wrong"))
  for (const each of tuned) {
    const { sample, findings, symptoms, accused, right, symptomShown } = each;
    const missed = sample.hazard !== "none" && !each.first;
    if (!missed && accused === right && symptomShown) continue;
    const got = findings.map((one) => `${one.hazard} (${one.confidence})`);
    console.log(
      `${sample.name}: expected ${sample.hazard}${sample.symptom === undefined ? "" : `, ${sample.symptom}`}; got ${got.join(", ") || "nothing"}; ${symptoms.join(", ")}`,
    );
  }

function table(
  title: string,
  rows: readonly Scored[],
  key: (each: Scored) => string,
): void {
  console.log(`\n${title}`);
  console.log(
    `${"".padEnd(32)} recall@1        precision≥likely  quiet negatives  symptoms`,
  );
  const keys = [...new Set(rows.map(key))].sort();
  for (const name of [...keys, "all"]) {
    const part = rows.filter((each) => name === "all" || key(each) === name);
    const sums = total(part);
    console.log(
      [
        name.padEnd(32),
        share(sums.first, sums.positives).padEnd(15),
        share(sums.right, sums.accused).padEnd(17),
        share(sums.quiet, sums.negatives).padEnd(16),
        share(sums.symptomsShown, sums.symptoms),
      ].join(" "),
    );
  }
}

function share(part: number, whole: number): string {
  if (whole === 0) return "-";
  return `${part}/${whole} ${((100 * part) / whole).toFixed(0)} %`;
}
