import { expect, test } from "vitest";
import {
  askAll,
  foundIn,
  loadQueries,
  recall,
  type Answered,
  type Query,
} from "../corpus/queries.ts";
import { describeInBrowser } from "./support/browser.ts";

/**
 * The share of tuned queries that a right page must come first for. Measured: 55 of 56, which is 98 %; the one that is
 * missed is only plain words. One more may be lost to a new page before somebody has to look.
 */
const floor = 0.96;

const queries = loadQueries();
const tuned = queries.filter((query) => !query.heldOut);

function answered(first: string[], hits: string[]): Answered {
  const query: Query = { query: "q", first, why: "test", heldOut: false };
  return { query, hits, symptomOffered: false };
}

test("each query stands once, and about a fifth is held out", () => {
  expect(new Set(queries.map(({ query }) => query)).size).toBe(queries.length);
  const share = 1 - tuned.length / queries.length;
  expect(share).toBeGreaterThan(0.1);
  expect(share).toBeLessThan(0.3);
});

test("a page in second place counts among three, and not as the first", () => {
  const second = answered(["right"], ["wrong", "right"]);
  expect([foundIn(second, 1), foundIn(second, 3)]).toEqual([false, true]);
  expect(recall([second, answered(["right"], []), answered([], [])])).toEqual({
    asked: 2,
    first: 0,
    third: 1,
    unanswerable: 1,
    offered: 0,
  });
});

describeInBrowser("the tuned queries", { timeout: 240_000 }, () => {
  test("find the right page first, and offer a symptom where none is right", async () => {
    const answers = await askAll(tuned);
    const { asked, first, unanswerable, offered } = recall(answers);
    const missed = answers
      .filter((one) => one.query.first.length > 0 && !foundIn(one, 1))
      .map(({ query, hits }) => `${query.query}: ${hits[0] ?? "nothing"}`);
    expect(first / asked, missed.join("\n")).toBeGreaterThanOrEqual(floor);
    expect(offered).toBe(unanswerable);
  });
});
