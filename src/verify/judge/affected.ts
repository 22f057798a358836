import type { Cell } from "../../catalog/cells/cell.ts";
import type {
  Observation,
  ObservedStep,
} from "../../catalog/cells/recognise.ts";
import {
  affectedAnswer,
  type AffectedAnswer,
} from "../../catalog/schema/index.ts";

const answers = {
  affected: { exit: 1, words: "affected" },
  "not-affected": { exit: 0, words: "not affected" },
  "cannot-tell": { exit: 2, words: "cannot tell" },
} as const satisfies Record<AffectedAnswer, { exit: number; words: string }>;

/** The answer of an affected check: its exit status and its last line must say the same. */
export function readAnswer({
  exit,
  stdout,
}: ObservedStep): AffectedAnswer | undefined {
  const words = stdout.trimEnd().split("\n").at(-1);
  return affectedAnswer.options.find(
    (answer) =>
      answers[answer].exit === exit && answers[answer].words === words,
  );
}

/** What the affected check said of a cell: null where it was not asked. */
export function answerOf({ affected }: Observation): AffectedAnswer | null {
  if (affected === undefined || affected.exit === null) return null;
  return readAnswer(affected) ?? null;
}

/** What is wrong with the check’s answer, in words; undefined where it is the expected one. */
export function answerProblem(
  cell: Cell,
  { affected }: Observation,
): string | undefined {
  const { expectedAnswer } = cell;
  if (expectedAnswer === undefined) return undefined;
  const { slug, manifest } = cell.repro;
  const check = manifest.affected;
  const script = check !== undefined && "check" in check ? check.check : "";
  const file = `repros/${slug}/${script}`;
  if (affected === undefined || affected.exit === null)
    return `${file} was not run; run misbuilt verify ${slug} --no-cache`;
  const answer = readAnswer(affected);
  if (answer === undefined) {
    const words = `${affected.stdout}${affected.stderr}`.trim().slice(-600);
    return `${file} gave no answer: it must end with the line "affected", "not affected" or "cannot tell" and exit 1, 0 or 2; it exited ${affected.exit}${words === "" ? "" : ` and said: ${words}`}`;
  }
  if (answer === expectedAnswer) return undefined;
  const said = answers[answer].words;
  const due = answers[expectedAnswer].words;
  return `${file} says "${said}", expected "${due}": mend the check, or declare the difference under "affected" of case ${cell.definition.id} in repros/${slug}/repro.yaml`;
}
