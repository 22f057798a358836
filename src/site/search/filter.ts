import type { Hit } from "./hit.ts";

/** What results may be filtered by, in the order of the controls; each is also a name in the address. */
export const facets = [
  "kind",
  "toolchain",
  "platform",
  "language",
  "status",
] as const;
export type Facet = (typeof facets)[number];

/** The value wanted of each facet that is filtered by. */
export type Filters = ReadonlyMap<Facet, string>;

/** No filter at all. */
export const unfiltered: Filters = new Map();

/** A facet and the values that are worth offering, sorted. */
export interface Choice {
  readonly facet: Facet;
  readonly values: readonly string[];
}

/** The filters that an address asks for. A value that no page has stays: the answer says that nothing has it. */
export function readFilters(params: URLSearchParams): Filters {
  return new Map(
    facets.flatMap((facet): [Facet, string][] => {
      const value = params.get(facet);
      return value === null || value === "" ? [] : [[facet, value]];
    }),
  );
}

/** Puts the filters into an address, in place of those that it has. */
export function writeFilters(params: URLSearchParams, filters: Filters): void {
  for (const facet of facets) {
    const value = filters.get(facet);
    if (value === undefined) params.delete(facet);
    else params.set(facet, value);
  }
}

/** A page with passages also counts as sections. */
function valuesOf(hit: Hit, facet: Facet): readonly string[] {
  if (facet !== "kind") return hit.values[facet] ?? [];
  return hit.passages.length > 0 ? [hit.kind, "section"] : [hit.kind];
}

function passes(hit: Hit, filters: Iterable<[Facet, string]>): boolean {
  return [...filters].every(([facet, value]) =>
    valuesOf(hit, facet).includes(value),
  );
}

/** The passages of a page as results of their own. */
function sections(hit: Hit): Hit[] {
  return hit.passages.map((passage) => ({
    ...passage,
    slug: `${hit.slug}#${passage.url.split("#")[1] ?? ""}`,
    kind: "section",
    page: hit.title,
    passages: [],
    values: hit.values,
  }));
}

/** The hits that have every value asked for, in the order they came in; of kind `section`, the passages in them. */
export function applyFilters(hits: readonly Hit[], filters: Filters): Hit[] {
  const left = hits.filter((hit) => passes(hit, filters));
  return filters.get("kind") === "section" ? left.flatMap(sections) : left;
}

/**
 * What can be filtered by: of each facet, the values of the hits that pass the other filters, so that no choice leads
 * to nothing. A facet that would not tell the hits apart is left out, unless it is filtered by.
 */
export function choices(hits: readonly Hit[], filters: Filters): Choice[] {
  return facets.flatMap((facet): Choice[] => {
    const others = [...filters].filter(([name]) => name !== facet);
    const left = hits.filter((hit) => passes(hit, others));
    const values = new Set(left.flatMap((hit) => valuesOf(hit, facet)));
    const tells = [...values].some((value) =>
      left.some((hit) => !valuesOf(hit, facet).includes(value)),
    );
    const chosen = filters.get(facet);
    if (chosen !== undefined) values.add(chosen);
    const worth = tells || values.size > 1 || chosen !== undefined;
    return worth ? [{ facet, values: [...values].sort() }] : [];
  });
}
