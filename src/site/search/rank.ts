import type { Engine, Match } from "./engine.ts";
import { loadEngine } from "./engine.ts";
import { asked, evidence, follows, namesOf, type Names } from "./evidence.ts";
import type { SearchData, SearchPage } from "./page.ts";
import { telling } from "./telling.ts";
import { termsOf, words, type Word } from "./words.ts";

/** A page of an answer. */
export interface Ranked {
  readonly page: SearchPage;
  readonly score: number;
  /** The terms of the query that it has, to be marked. */
  readonly terms: readonly string[];
}

/** What the catalogue's pages say to a query, best first. */
export interface Ranking {
  /** Whether the best page has enough of what the query says; if not, none of them should be shown for it. */
  readonly fits: boolean;
  readonly pages: readonly Ranked[];
}

export type Rank = (query: string) => Ranking;

/** From this on a query says enough for a page; measured on titles with a right page and without one. */
const enough = 0.4;

/** A page that says less than this share of what the best says is noise below it. */
const worthShowing = 0.1;

/** The most pages whose names are compared with the query word by word. */
const examined = 40;

/** Processors that are not x86-64: a page about x86-64 alone says nothing to them. */
const otherProcessor =
  /\b(?:arm\w*|aarch64|apple silicon|risc-?v\w*|powerpc\w*|s390x?|mips\w*|thumb\w*)\b/i;

/** Loads what {@link searchData} made. */
export function loadRank({ pages, index }: SearchData): Rank {
  const engine = loadEngine(index);
  const known = new Map(pages.map((page) => [page.slug, page]));
  // Read when a page is first compared: of many pages, most never are.
  const read = new Map<SearchPage, Names>();
  const namesFor = (page: SearchPage): Names => {
    const names = read.get(page) ?? namesOf(page);
    read.set(page, names);
    return names;
  };
  return (query) => rank(query, engine, known, namesFor);
}

function rank(
  query: string,
  engine: Engine,
  known: ReadonlyMap<string, SearchPage>,
  namesFor: (page: SearchPage) => Names,
): Ranking {
  const order = words(query);
  const wanted = asked(order);
  const unfinished = /[\w.)]$/.test(query) ? order.at(-1)?.term : undefined;
  const matches = engine(weigh(order), unfinished);
  const ranked = matches.slice(0, examined).flatMap((match) => {
    const page = known.get(match.slug);
    if (page === undefined) return [];
    const against = doubt(query, page);
    const names = namesFor(page);
    const says = evidence(wanted, names, match.met) * against;
    const likely = prior(page, order);
    const score = match.score * (0.4 + 4 * says) * likely * against;
    const fits = says * likely >= enough || complete(order, match.asked, names);
    return [{ page, score, fits, terms: shown(order, match) }];
  });
  const sole = soleHazard(order, ranked);
  ranked.sort(
    (a, b) =>
      Number(b === sole) - Number(a === sole) ||
      Number(b.fits) - Number(a.fits) ||
      b.score - a.score,
  );
  const noise = worthShowing * Math.max(0, ...ranked.map(({ score }) => score));
  return {
    fits: ranked[0]?.fits ?? false,
    pages: ranked.filter((one) => one === sole || one.score >= noise),
  };
}

/** The terms to mark: those that were completed or mended, and the parts of an identifier only where it is not there whole. */
function shown(order: readonly Word[], { asked, met }: Match): string[] {
  const said = order.flatMap(({ term, parts }) =>
    asked.includes(term) ? [term] : parts.filter((one) => asked.includes(one)),
  );
  return [...said, ...met.filter((term) => !asked.includes(term))];
}

/** How much each term and part of a query counts. */
function weigh(order: readonly Word[]): Map<string, number> {
  const weights = new Map<string, number>();
  const put = (term: string, weight: number) =>
    weights.set(term, Math.max(weights.get(term) ?? 0, weight * telling(term)));
  for (const { term, parts } of order) {
    put(term, 1);
    for (const part of parts) put(part, 0.4);
  }
  return weights;
}

/**
 * A hazard is about one toolchain. In a longer query that names none of its tools, a symptom's page, which tells several
 * causes apart, is the better first answer.
 */
function prior({ kind, tools }: SearchPage, order: readonly Word[]): number {
  if (kind === "symptom" || order.length <= 2) return 1;
  const said = order.flatMap(({ term, parts }) => [term, ...parts]);
  return said.some((term) => tools.includes(term)) ? 1.2 : 0.6;
}

/**
 * The one hazard that a person sees just so: an identifier that leads to it alone leads to it first. Where several
 * hazards look like that, a symptom's page is better.
 */
function soleHazard<One extends { page: SearchPage }>(
  order: readonly Word[],
  ranked: readonly One[],
): One | undefined {
  if (order.length === 0 || order.length > 2) return undefined;
  if (order.some(({ term }) => telling(term) < 1)) return undefined;
  const seen = ranked.filter(({ page }) => {
    const terms = termsOf(page.seen ?? "");
    return order.every(({ term }) => terms.includes(term));
  });
  return seen.length === 1 ? seen[0] : undefined;
}

/** Less than 1 where the query names a processor that the page is not about. */
function doubt(query: string, { values }: SearchPage): number {
  const platforms = values["platform"] ?? [];
  const onlyX86 =
    platforms.length > 0 && platforms.every((one) => one.startsWith("x86"));
  return onlyX86 && otherProcessor.test(query) ? 0.2 : 1;
}

/**
 * Whether a short query stands on a page whole: then the page fits, however common its words are. An identifier stands
 * there in parts only where these follow one another: `NullPointerException` is not null, a pointer and an exception.
 */
function complete(
  order: readonly Word[],
  met: readonly string[],
  names: Names,
): boolean {
  if (order.length === 0 || order.length > 3) return false;
  return order.every(
    ({ term, parts }) =>
      met.includes(term) ||
      (parts.length > 0 &&
        parts.every((part) => met.includes(part)) &&
        names.some((name) => follows(parts, name))),
  );
}
