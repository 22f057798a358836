import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { declaredQueries } from "../../src/catalog/queries.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import { loadSignatures } from "../../src/catalog/read/signatures.ts";
import { slug } from "../../src/catalog/schema/common.ts";
import { documentsOf } from "../../src/site/search/documents.ts";
import { searchData } from "../../src/site/search/engine.ts";
import type { Fragment, TextSearch } from "../../src/site/search/pagefind.ts";
import { find } from "../../src/site/search/index.ts";
import { loadRank } from "../../src/site/search/rank.ts";
import { serve } from "../site/support/server.ts";
import { readLists, share } from "./corpus.ts";

const right = z
  .array(slug)
  .describe("Pages of which one must come first; none: nothing is right.");

const typed = z.strictObject({
  query: z.string().min(1).describe("As it is typed into the box."),
  first: right,
  why: z.string().min(1).describe("What kind of query it is, in a word."),
});

const titled = z.strictObject({
  title: z.string().min(1).describe("A public thread’s title, retyped."),
  first: right,
  later: z
    .literal(true)
    .optional()
    .describe("Written down after the search was tuned: held out as it is."),
  source: z.url().describe("The thread."),
});

/** What is asked, with what it must find. */
export interface Query {
  query: string;
  first: string[];
  /**
   * Typed by us as readers might, declared by a page as its own, or the title of a public thread, written down before or
   * after the search was tuned.
   */
  kind: "query" | "declared" | "title" | "later title";
  /** In the share that is never looked at while the search is tuned. */
  heldOut: boolean;
  /** A title whose thread a page of ours links: its words may have come from there. */
  linked: boolean;
}

/** What the search answered: slugs, best first. */
export interface Answered {
  query: Query;
  hits: string[];
}

/** A part of the queries in numbers. */
export interface Recall {
  /** Queries with a right page. */
  asked: number;
  /** Of these: a right page came first, or among the first three. */
  first: number;
  third: number;
  /** Queries without a right page, and how many of them were told that nothing fits. */
  unanswerable: number;
  silent: number;
}

const root = join(import.meta.dirname, "../..");

/** Every query and title. Which are held out follows from their text alone: a fifth of the queries, a third of the titles. */
export async function loadQueries(): Promise<Query[]> {
  const declared = declaredQueries(await loadCatalogue(root));
  const queries = readFileSync(
    join(import.meta.dirname, "queries.yaml"),
    "utf8",
  );
  const links = linkedBy(join(root, "content"));
  return [
    ...z
      .array(typed)
      .parse(parse(queries))
      .map(({ query, first }): Query => ({
        query,
        first,
        kind: "query",
        heldOut: share(query, 5),
        linked: false,
      })),
    ...declared.map(({ query, page }): Query => ({
      query,
      first: [page],
      kind: "declared",
      heldOut: false,
      linked: false,
    })),
    ...z
      .array(titled)
      .parse(readLists("titles"))
      .map(({ title, first, source, later = false }): Query => ({
        query: title,
        first,
        kind: later ? "later title" : "title",
        heldOut: later || share(title, 3),
        linked: links.includes(source),
      })),
  ];
}

/** The text of every page, in which a link is looked for. */
function linkedBy(folder: string): string {
  return ["hazards", "symptoms"]
    .flatMap((kind) =>
      readdirSync(join(folder, kind)).map((name) =>
        readFileSync(join(folder, kind, name), "utf8"),
      ),
    )
    .join("\n");
}

/** A search over the catalogue as it is now, and over the full text of the built site, where there is one. */
export interface Engine {
  ask(query: string): Promise<string[]>;
  /** Whether the built site’s full text takes part. */
  fullText: boolean;
  stop(): Promise<void>;
}

/** Opens what the box of the site runs, outside a browser. */
export async function openEngine(): Promise<Engine> {
  const { hazards, symptoms } = await loadCatalogue(root);
  const entries = <Data>(map: ReadonlyMap<string, { data: Data }>) =>
    [...map].map(([id, { data }]) => ({ id, data }));
  const data = searchData(
    documentsOf({
      hazards: entries(hazards),
      symptoms: entries(symptoms),
      signatures: await loadSignatures(root),
      address: (kind, name) => `/${kind}s/${name}/`,
    }),
  );
  const rank = loadRank(structuredClone(data));
  const text = await openFullText(join(root, "dist"));
  const search = text?.search ?? (() => Promise.resolve([]));
  return {
    ask: async (query) =>
      (await find(query, rank(query), search, 8)).map((hit) => hit.slug),
    fullText: text !== undefined,
    stop: async () => text?.stop(),
  };
}

interface Pagefind {
  options(options: Record<string, unknown>): Promise<void>;
  search(query: string): Promise<{
    results: { data(): Promise<Fragment> }[];
  }>;
}

function isPagefind(module: unknown): module is Pagefind {
  return typeof module === "object" && module !== null && "search" in module;
}

/** Pagefind’s own script reads its index over HTTP in Node as it does in a browser. */
async function openFullText(
  site: string,
): Promise<{ search: TextSearch; stop(): Promise<void> } | undefined> {
  const script = join(site, "pagefind/pagefind.js");
  if (!existsSync(script)) return undefined;
  const module: unknown = await import(script);
  if (!isPagefind(module)) throw new Error(`${script} has no search`);
  const host = await serve(site);
  await module.options({
    basePath: `${host.origin}/pagefind/`,
    baseUrl: "/",
    ranking: { termSaturation: 1.2, pageLength: 0.5 },
  });
  return {
    search: async (query, limit) => {
      const { results } = await module.search(query);
      return Promise.all(results.slice(0, limit).map((one) => one.data()));
    },
    stop: () => host.stop(),
  };
}

/** Puts each query to the engine. */
export async function askAll(
  queries: readonly Query[],
  engine: Engine,
): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const query of queries)
    answered.push({ query, hits: await engine.ask(query.query) });
  return answered;
}

/** Whether a right page is among the first `places` results. */
export function foundIn({ query, hits }: Answered, places: number): boolean {
  return hits.slice(0, places).some((hit) => query.first.includes(hit));
}

/** Counts how often the right page was found, and how often nothing was shown where nothing is right. */
export function recall(answers: readonly Answered[]): Recall {
  const asked = answers.filter(({ query }) => query.first.length > 0);
  const unanswerable = answers.filter(({ query }) => query.first.length === 0);
  return {
    asked: asked.length,
    first: asked.filter((one) => foundIn(one, 1)).length,
    third: asked.filter((one) => foundIn(one, 3)).length,
    unanswerable: unanswerable.length,
    silent: unanswerable.filter(({ hits }) => hits.length === 0).length,
  };
}
