/**
 * Prints how well the corpus is diagnosed (recall at first place and precision of `likely` and above, per hazard and
 * format) and how well short queries are found (recall at first place and among the first three): for what was tuned
 * on and, apart, for the fifth that was not.
 *
 *   node tests/corpus/eval.ts                    both tables; the search needs the built site and Chromium
 *   node tests/corpus/eval.ts --only diagnosis   or `--only search`
 *   node tests/corpus/eval.ts --wrong            also each tuned log or query that came out wrong (held-out ones stay
 *                                                unseen)
 *
 * Ends with 2 where it was called wrongly or the search could not be asked.
 */
import { parseArgs } from "node:util";
import { compile } from "../../src/detect/log/signs.ts";
import { loadCorpus, loadKnowledge } from "./corpus.ts";
import {
  askAll,
  foundIn,
  loadQueries,
  recall,
  type Answered,
} from "./queries.ts";
import { score, total, type Scored } from "./score.ts";

const { only, wrong } = options();
if (only !== "search") await evaluateDiagnosis();
if (only !== "diagnosis") await evaluateSearch();

function options(): { only: string | undefined; wrong: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: "string" },
        wrong: { type: "boolean", default: false },
      },
    });
    if (!["diagnosis", "search", undefined].includes(values.only))
      throw new Error(
        `--only takes diagnosis or search, not ${values.only ?? ""}`,
      );
    return { only: values.only, wrong: values.wrong };
  } catch (error) {
    console.error(message(error));
    process.exit(2);
  }
}

async function evaluateDiagnosis(): Promise<void> {
  const compiled = compile(await loadKnowledge());
  const scored = loadCorpus().map((sample) => score(compiled, sample));
  const tuned = scored.filter(({ sample }) => !sample.heldOut);
  const heldOut = scored.filter(({ sample }) => sample.heldOut);

  table("tuned on, by hazard", tuned, ({ sample }) => sample.hazard);
  table("tuned on, by format", tuned, ({ sample }) => sample.format);
  table("held out, by hazard", heldOut, ({ sample }) => sample.hazard);
  table("held out, by format", heldOut, ({ sample }) => sample.format);
  if (!wrong) return;
  for (const each of tuned) {
    const { sample, findings, symptoms, accused, right, symptomShown } = each;
    const missed = sample.hazard !== "none" && !each.first;
    if (!missed && accused === right && symptomShown) continue;
    const got = findings.map((one) => `${one.hazard} (${one.confidence})`);
    console.log(
      `${sample.name}: expected ${sample.hazard}${sample.symptom === undefined ? "" : `, ${sample.symptom}`}; got ${got.join(", ") || "nothing"}; ${symptoms.join(", ")}`,
    );
  }
}

async function evaluateSearch(): Promise<void> {
  let answers: Answered[];
  try {
    answers = await askAll(loadQueries());
  } catch (error) {
    console.error(`\nthe search was not evaluated: ${message(error)}`);
    console.error(
      "the diagnosis alone: node tests/corpus/eval.ts --only diagnosis",
    );
    process.exitCode = 2;
    return;
  }
  const tuned = answers.filter(({ query }) => !query.heldOut);
  const heldOut = answers.filter(({ query }) => query.heldOut);
  console.log("\nsearch");
  console.log(
    `${"".padEnd(32)} recall@1        recall@3          no answer, symptoms offered`,
  );
  for (const [name, part] of Object.entries({
    "tuned on": tuned,
    "held out": heldOut,
  })) {
    const sums = recall(part);
    console.log(
      [
        name.padEnd(32),
        share(sums.first, sums.asked).padEnd(15),
        share(sums.third, sums.asked).padEnd(17),
        share(sums.offered, sums.unanswerable),
      ].join(" "),
    );
  }
  if (!wrong) return;
  for (const each of tuned) {
    const { query, hits, symptomOffered } = each;
    if (query.first.length === 0 ? symptomOffered : foundIn(each, 1)) continue;
    console.log(
      `${query.query}: expected ${query.first.join(" or ") || "a symptom offered"}; got ${hits.slice(0, 3).join(", ") || "nothing"}`,
    );
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
