import type { AffectedAnswer, Verdict } from "../catalog/schema/index.ts";
import { affectedAnswer } from "../catalog/schema/index.ts";
import type { Repro } from "./catalogue.ts";
import { count } from "./format.ts";

/** The words of each answer, as the check prints them. */
const answerWords: Record<AffectedAnswer, string> = {
  affected: "affected",
  "not-affected": "not affected",
  "cannot-tell": "cannot tell",
};

/** A reproducer’s affected check as a page offers it. */
export interface OfferedCheck {
  /** The script, in the repository. */
  readonly file: string;
  /** How the reader calls it; `of` names what they have, such as `your-program`. */
  readonly command: string;
  /** On how many builds it ran, and what it said; undefined before any run. */
  readonly proof: string | undefined;
  /** Where its answer differs from what the build does, and why. */
  readonly differences: readonly string[];
}

/** What the page says of a reproducer’s affected check; nothing where it offers none. */
export function offeredCheck(
  { slug, manifest }: Repro,
  verdict: Verdict | undefined,
  of: string,
): OfferedCheck | undefined {
  const { affected, cases } = manifest;
  if (affected === undefined || "none" in affected) return undefined;
  const asked = (verdict?.cells ?? []).flatMap((cell) => cell.affected ?? []);
  const said = affectedAnswer.options.flatMap((answer) => {
    const many = asked.filter((one) => one === answer).length;
    return many === 0 ? [] : [`“${answerWords[answer]}” on ${many}`];
  });
  return {
    file: `repros/${slug}/${affected.check}`,
    command: `sh ${affected.check}${of === "" ? "" : ` ${of}`}`,
    proof:
      asked.length === 0
        ? undefined
        : `It ran on what ${count(asked.length, "cell")} built, and said ${said.join(", ")}.`,
    differences: cases.flatMap(({ id, affected: declared }) =>
      declared.map(
        ({ answer, reason }) =>
          `Case \`${id}\`: ${answerWords[answer]}. ${reason}`,
      ),
    ),
  };
}
