import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { parse } from "yaml";
import { z } from "zod";
import { slug } from "../../src/catalog/schema/common.ts";
import { builtSite, launch, open } from "../site/support/browser.ts";
import { serve } from "../site/support/server.ts";
import { isHeldOut } from "./corpus.ts";

const entry = z.strictObject({
  query: z.string().min(1).describe("As it is typed into the box."),
  first: z
    .array(slug)
    .describe("Pages of which one must come first; none: nothing is right."),
  why: z.string().min(1).describe("What kind of query it is, in a word."),
});

/** A query with what it must find. */
export interface Query extends z.output<typeof entry> {
  /** In the fifth that is never looked at while the search is tuned. */
  heldOut: boolean;
}

/** What the box answered. */
export interface Answered {
  query: Query;
  /** Slugs of the results, in the order of the page. */
  hits: string[];
  /** Whether a link to a symptom's page can be seen. */
  symptomOffered: boolean;
}

/** A part of the queries in numbers. */
export interface Recall {
  /** Queries with a right page. */
  asked: number;
  /** Of these: a right page came first, or among the first three. */
  first: number;
  third: number;
  /** Queries without a right page, and how many of them were shown a symptom. */
  unanswerable: number;
  offered: number;
}

/** Every query. Which are held out follows from their text alone. */
export function loadQueries(): Query[] {
  const text = readFileSync(join(import.meta.dirname, "queries.yaml"), "utf8");
  return z
    .array(entry)
    .parse(parse(text))
    .map((one) => ({ ...one, heldOut: isHeldOut(one.query) }));
}

/** Puts each query to the box of the built site in Chromium. Throws by name where the site or Chromium is missing. */
export async function askAll(queries: readonly Query[]): Promise<Answered[]> {
  const folder = builtSite();
  const browser = await launch();
  try {
    const host = await serve(folder);
    try {
      return await askBrowser(browser, host.origin, queries);
    } finally {
      await host.stop();
    }
  } finally {
    await browser.close();
  }
}

async function askBrowser(
  browser: Browser,
  origin: string,
  queries: readonly Query[],
): Promise<Answered[]> {
  const { page } = await open(browser, origin);
  const answered: Answered[] = [];
  for (const query of queries)
    answered.push({ query, ...(await ask(page, query.query)) });
  return answered;
}

/** Opens the address that the box keeps for a query, and reads what is there once it has answered. */
async function ask(
  page: Page,
  query: string,
): Promise<Omit<Answered, "query">> {
  await page.goto(`/?q=${encodeURIComponent(query)}`);
  // Either results, or the word that there are none; a log is first read, which the status says.
  await page.waitForSelector("[data-hit], #nothing-found:not([hidden])");
  return page.evaluate(() => ({
    hits: [...document.querySelectorAll<HTMLElement>("[data-hit]")].map(
      (hit) => hit.dataset["hit"] ?? "",
    ),
    symptomOffered: [
      ...document.querySelectorAll("main a[href*='/symptoms/']"),
    ].some((link) => link.checkVisibility()),
  }));
}

/** Whether a right page is among the first `places` results. */
export function foundIn({ query, hits }: Answered, places: number): boolean {
  return hits.slice(0, places).some((hit) => query.first.includes(hit));
}

/** Counts how often the right page was found. */
export function recall(answers: readonly Answered[]): Recall {
  const asked = answers.filter(({ query }) => query.first.length > 0);
  const unanswerable = answers.filter(({ query }) => query.first.length === 0);
  return {
    asked: asked.length,
    first: asked.filter((one) => foundIn(one, 1)).length,
    third: asked.filter((one) => foundIn(one, 3)).length,
    unanswerable: unanswerable.length,
    offered: unanswerable.filter((one) => one.symptomOffered).length,
  };
}
