import type { Catalogue } from "./read/load.ts";

/** A search that a page declares, and the page that it must find. */
export interface DeclaredQuery {
  readonly query: string;
  readonly page: string;
}

/** The searches that the hazards’ pages say must find them. */
export function declaredQueries({
  hazards,
}: Pick<Catalogue, "hazards">): DeclaredQuery[] {
  return [...hazards.values()].flatMap(({ slug, data }) =>
    data.queries.map((query) => ({ query, page: slug })),
  );
}
