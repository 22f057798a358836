import { unfiltered, writeFilters } from "../search/filter.ts";
import type { Filters } from "../search/filter.ts";
import { kindOf } from "../diagnose/kind.ts";

/** What was put into the box. */
export interface Question {
  readonly text: string;
  /** It was read from a file: then it is a log, however short. */
  readonly file?: string;
}

/** Longer texts are not kept for the way back, in characters; browsers refuse them at some size. */
const mostKept = 200_000;

/** Only home shows a search by its address: other pages may have a `q` of their own. */
const isHome = (): boolean => document.body.dataset["home"] !== undefined;

function isQuestion(state: unknown): state is { question: Question } {
  return (
    typeof state === "object" &&
    state !== null &&
    "question" in state &&
    typeof state.question === "object" &&
    state.question !== null &&
    "text" in state.question &&
    typeof state.question.text === "string"
  );
}

/** The question that this entry of the tab's history was left with, or that the address of home asks. */
export function keptQuestion(): Question | undefined {
  const state: unknown = history.state;
  if (isQuestion(state)) return state.question;
  const asked = isHome() ? new URL(location.href).searchParams.get("q") : null;
  return asked === null ? undefined : { text: asked };
}

/**
 * Keeps a question for the way back, in the tab's own history, which no server sees. A query that was typed on home is
 * kept in the address too, so that it can be linked; a log, or a line of one, never is.
 */
export function keep(question: Question | undefined, filters: Filters): void {
  const url = new URL(location.href);
  if (isHome()) {
    const query =
      question?.file === undefined && kindOf(question?.text ?? "") === "query"
        ? (question?.text.trim() ?? "")
        : "";
    if (query === "") url.searchParams.delete("q");
    else url.searchParams.set("q", query);
    writeFilters(url.searchParams, query === "" ? unfiltered : filters);
  }
  const short = question !== undefined && question.text.length <= mostKept;
  history.replaceState(short ? { question } : null, "", url);
}
