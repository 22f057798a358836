import type { Catalogue, Entry, PageEntry } from "../read/load.ts";
import type { FieldPath } from "../problem.ts";
import { fieldName } from "../problem.ts";
import type { Hazard, Snippet, Symptom } from "../schema/index.ts";

/** Where a reference stands. */
export interface Place {
  readonly file: string;
  readonly field: string;
  readonly line: number | undefined;
}

/** The place of a front matter field. */
export function place(entry: Entry<unknown>, path: FieldPath): Place {
  return {
    file: entry.file,
    field: fieldName(path),
    line: entry.locate(path),
  };
}

/** The place of something in a page’s body; `line` counts from 0 there. */
export function bodyPlace(
  page: PageEntry<unknown>,
  line: number,
  field: string,
): Place {
  return { file: page.file, field, line: page.bodyLine + line };
}

/** Hazards and symptoms alike. */
export function* pages(
  catalogue: Catalogue,
): Generator<PageEntry<Hazard> | PageEntry<Symptom>> {
  yield* catalogue.hazards.values();
  yield* catalogue.symptoms.values();
}

/** A reference to a case of a reproducer. */
export interface CaseReference {
  readonly repro: string;
  readonly case: string;
  readonly at: Place;
}

/** Every reference to a case: workarounds, dead ends, reproduced claims, and components that show one. */
export function* caseReferences(
  catalogue: Catalogue,
): Generator<CaseReference> {
  for (const entry of catalogue.hazards.values()) {
    const { repro, affected, family, workarounds, deadEnds, claims } =
      entry.data;
    for (const [index, { cases }] of affected.entries())
      for (const [at, id] of cases.entries())
        yield {
          repro,
          case: id,
          at: place(entry, ["affected", index, "cases", at]),
        };
    for (const [index, bug] of family.entries())
      yield {
        repro,
        case: bug.case,
        at: place(entry, ["family", index, "case"]),
      };
    for (const { id, path } of workaroundCases(workarounds))
      yield { repro, case: id, at: place(entry, path) };
    for (const [index, one] of deadEnds.entries())
      if (one.case !== undefined)
        yield {
          repro,
          case: one.case,
          at: place(entry, ["deadEnds", index, "case"]),
        };
    for (const [index, one] of claims.entries())
      if (one.evidence === "reproduced")
        yield {
          repro: one.repro,
          case: one.case,
          at: place(entry, ["claims", index, "case"]),
        };
    for (const tag of entry.content.tags)
      for (const name of caseAttributes[tag.name] ?? []) {
        const value = tag.attributes.get(name);
        if (value !== undefined)
          yield {
            repro,
            case: value,
            at: bodyPlace(entry, tag.line, `<${tag.name}> ${name}`),
          };
      }
  }
}

/** The cases that workarounds name, for themselves and for single snippets. */
export function* workaroundCases(
  workarounds: Hazard["workarounds"],
): Generator<{ id: string; path: FieldPath }> {
  for (const [index, one] of workarounds.entries()) {
    yield { id: one.case, path: ["workarounds", index, "case"] };
    for (const [at, snippet] of one.snippets.entries())
      if ("file" in snippet && snippet.case !== undefined)
        yield {
          id: snippet.case,
          path: ["workarounds", index, "snippets", at, "case"],
        };
  }
}

/** Attributes of components that name a case of the page’s reproducer. */
const caseAttributes: Readonly<Record<string, readonly string[]>> = {
  TlsLayout: ["hazard", "fixed"],
  ProfileGrid: ["case"],
};

/** Every snippet that a page shows. */
export function* snippets(
  catalogue: Catalogue,
): Generator<{ snippet: Snippet; at: (field: keyof Snippet) => Place }> {
  for (const entry of catalogue.hazards.values())
    for (const [index, { snippets }] of entry.data.workarounds.entries())
      for (const [number, snippet] of snippets.entries())
        if ("file" in snippet)
          yield {
            snippet,
            at: (field) =>
              place(entry, ["workarounds", index, "snippets", number, field]),
          };
  for (const page of pages(catalogue))
    for (const tag of page.content.tags) {
      const file = tag.attributes.get("file");
      if (tag.name !== "Snippet" || file === undefined) continue;
      const region = tag.attributes.get("region");
      yield {
        snippet: region === undefined ? { file } : { file, region },
        at: (field) => bodyPlace(page, tag.line, `<Snippet> ${field}`),
      };
    }
}
