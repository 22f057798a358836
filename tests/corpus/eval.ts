/**
 * Prints how well the corpus is diagnosed and how well queries and titles of public threads are found: for what was tuned
 * on and, apart, for what was held out from that.
 *
 *   node tests/corpus/eval.ts                    all tables; well below a minute
 *   node tests/corpus/eval.ts --only diagnosis   or `--only search`
 *   node tests/corpus/eval.ts --wrong            also each tuned log or query that came out wrong (held-out ones stay
 *                                                unseen)
 *
 * The search is what the box runs, over the catalogue as it is now; the full text of the built site takes part where
 * there is one. Ends with 2 where it was called wrongly.
 */
import { parseArgs } from "node:util";
import { diagnose } from "../../src/detect/log/diagnose.ts";
import { compile } from "../../src/detect/log/signs.ts";
import { kinds, loadCorpus, loadKnowledge } from "./corpus.ts";
import { formats, locales } from "./formats.ts";
import {
  askAll,
  foundIn,
  loadQueries,
  openEngine,
  recall,
  type Answered,
} from "./queries.ts";
import { score, total, type Scored } from "./score.ts";

/** The rows of the search’s table. */
const searchParts: Record<string, (each: Answered) => boolean> = {
  "queries, tuned on": ({ query }) => query.kind === "query" && !query.heldOut,
  "queries, held out": ({ query }) => query.kind === "query" && query.heldOut,
  "queries that pages declare": ({ query }) => query.kind === "declared",
  "titles, tuned on": ({ query }) => query.kind === "title" && !query.heldOut,
  "titles, held out": ({ query }) => query.kind === "title" && query.heldOut,
  "titles, written down later": ({ query }) => query.kind === "later title",
  "titles that a page links": ({ query }) => query.linked,
  "titles that no page links": ({ query }) =>
    query.kind === "title" && !query.linked,
};

const { only, wrong } = options();
if (only !== "search") {
  await evaluateDiagnosis();
  await evaluateFormats();
}
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
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

async function evaluateDiagnosis(): Promise<void> {
  const compiled = compile(await loadKnowledge());
  const scored = loadCorpus().map((sample) => score(compiled, sample));
  const parts = {
    "tuned on": scored.filter(({ sample }) => !sample.heldOut),
    "held out": scored.filter(({ sample }) => sample.heldOut),
  };
  const ours = ({ sample }: Scored) =>
    sample.name.startsWith("pub-") ? "public threads" : "written here";
  for (const [name, part] of Object.entries(parts)) {
    table(`diagnosis, ${name}, by hazard`, part, ({ sample }) => sample.hazard);
    table(`diagnosis, ${name}, by text`, part, ({ sample }) => sample.format);
    table(`diagnosis, ${name}, by origin`, part, ours);
  }
  const marked = scored.filter(({ sample }) => sample.kind !== undefined);
  table("diagnosis, by kind of fault, tuned and held out", marked, (each) =>
    kindName(each.sample.kind ?? 0),
  );
  if (!wrong) return;
  for (const each of parts["tuned on"]) {
    const { sample, findings, symptoms, accused, right, symptomShown } = each;
    const missed = sample.hazard !== "none" && !each.first;
    if (!missed && accused === right && symptomShown) continue;
    const got = findings.map((one) => `${one.hazard} (${one.confidence})`);
    console.log(
      `${sample.name}: expected ${sample.hazard}${sample.symptom === undefined ? "" : `, ${sample.symptom}`}; got ${got.join(", ") || "nothing"}; ${symptoms.join(", ")}`,
    );
  }
}

function kindName(kind: number): string {
  return `${kind} ${kinds[kind] ?? ""}`;
}

/** Dresses every log in every format and language: how many answers stay as they were. */
async function evaluateFormats(): Promise<void> {
  const compiled = compile(await loadKnowledge());
  const answer = (text: string): string =>
    diagnose(compiled, text)
      .findings.map(({ hazard, confidence }) => `${hazard} ${confidence}`)
      .join(", ");
  const logs = loadCorpus().map(({ bytes, heldOut }) => {
    const text = new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");
    return { text, heldOut, before: answer(text) };
  });
  for (const [title, group] of Object.entries({
    formats: Object.entries(formats).filter(([name]) => !locales.has(name)),
    locales: Object.entries(formats).filter(([name]) => locales.has(name)),
  })) {
    console.log(`\ndiagnosis, ${title}: the answer stays as it was`);
    console.log(`${"".padEnd(32)} tuned on        held out`);
    for (const [name, dress] of group) {
      const kept = logs.map((log) => ({
        ...log,
        same: answer(dress(log.text)) === log.before,
      }));
      const count = (held: boolean): string => {
        const part = kept.filter(({ heldOut }) => heldOut === held);
        return share(part.filter(({ same }) => same).length, part.length);
      };
      console.log(
        `${name.padEnd(32)} ${count(false).padEnd(15)} ${count(true)}`,
      );
    }
  }
}

async function evaluateSearch(): Promise<void> {
  const engine = await openEngine();
  const answers = await askAll(await loadQueries(), engine);
  await engine.stop();
  console.log(
    `\nsearch${engine.fullText ? "" : ", without the full text: npm run build makes it"}`,
  );
  console.log(
    `${"".padEnd(32)} recall@1        recall@3          no right page, and nothing shown`,
  );
  for (const [name, belongs] of Object.entries(searchParts)) {
    const sums = recall(answers.filter(belongs));
    console.log(
      [
        name.padEnd(32),
        share(sums.first, sums.asked).padEnd(15),
        share(sums.third, sums.asked).padEnd(17),
        share(sums.silent, sums.unanswerable),
      ].join(" "),
    );
  }
  if (!wrong) return;
  for (const each of answers) {
    const { query, hits } = each;
    const right = query.first.length === 0 ? !hits.length : foundIn(each, 1);
    if (query.heldOut || right) continue;
    console.log(
      `${query.query}: expected ${query.first.join(" or ") || "nothing"}; got ${hits.slice(0, 3).join(", ") || "nothing"}`,
    );
  }
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
