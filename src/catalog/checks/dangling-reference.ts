import type { Catalogue } from "../read/load.ts";
import { didYouMean } from "../nearest.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { caseReferences, place, type Place } from "./references.ts";

/** Every name of a hazard, symptom, reproducer or case leads somewhere. Astro itself builds on after a dangling one. */
export const danglingReference = {
  rule: "dangling-reference",
  about: "A hazard, symptom, reproducer or case that is named exists.",
  *find(catalogue: Catalogue): Generator<Finding> {
    const { names } = catalogue;
    for (const entry of catalogue.hazards.values()) {
      for (const [index, slug] of entry.data.symptoms.entries())
        yield* unless(names.symptoms, slug, kinds.symptom, () =>
          place(entry, ["symptoms", index]),
        );
      const others = new Set(names.hazards);
      others.delete(entry.slug);
      for (const [index, slug] of entry.data.related.entries())
        yield* unless(others, slug, kinds.hazard, () =>
          place(entry, ["related", index]),
        );
      yield* unless(names.repros, entry.data.repro, kinds.repro, () =>
        place(entry, ["repro"]),
      );
      for (const [index, claim] of entry.data.claims.entries())
        if (claim.evidence === "reproduced")
          yield* unless(names.repros, claim.repro, kinds.repro, () =>
            place(entry, ["claims", index, "repro"]),
          );
    }
    for (const entry of catalogue.symptoms.values()) {
      for (const [index, { hazard }] of entry.data.causes.entries())
        if (hazard !== undefined)
          yield* unless(names.hazards, hazard, kinds.hazard, () =>
            place(entry, ["causes", index, "hazard"]),
          );
      if (entry.data.repro !== undefined)
        yield* unless(names.repros, entry.data.repro, kinds.repro, () =>
          place(entry, ["repro"]),
        );
    }
    for (const entry of catalogue.verdicts.values()) {
      yield* unless(names.repros, entry.slug, kinds.repro, () =>
        place(entry, []),
      );
      if (entry.data.repro !== entry.slug)
        yield {
          ...place(entry, ["repro"]),
          found: `"${entry.data.repro}"`,
          expected: `"${entry.slug}", as the file is called`,
          todo: "Restore the file with git: verify --record alone writes it.",
        };
    }
    for (const reference of caseReferences(catalogue)) {
      const repro = catalogue.repros.get(reference.repro);
      if (repro === undefined) continue;
      const cases = new Set(repro.data.cases.map((one) => one.id));
      const kind = {
        word: "case",
        where: ` in ${repro.file}`,
        make: `add it to ${repro.file}`,
      };
      yield* unless(cases, reference.case, kind, () => reference.at);
    }
  },
} as const satisfies Check;

const kinds = {
  hazard: {
    word: "hazard",
    where: "",
    make: "write content/hazards/<slug>.mdx",
  },
  symptom: {
    word: "symptom",
    where: "",
    make: "write content/symptoms/<slug>.mdx",
  },
  repro: {
    word: "reproducer",
    where: "",
    make: "write repros/<slug>/repro.yaml",
  },
};

function* unless(
  known: ReadonlySet<string>,
  name: string,
  kind: { word: string; where: string; make: string },
  at: () => Place,
): Generator<Finding> {
  if (known.has(name)) return;
  const near = didYouMean(name, known).trim();
  const list = [...known].sort().join(", ");
  yield {
    ...at(),
    found: `no ${kind.word} "${name}"${kind.where}`,
    expected: list === "" ? "one that exists; there is none" : `one of ${list}`,
    todo:
      near === ""
        ? `Correct the name, or ${kind.make.replace("<slug>", name)}.`
        : near,
  };
}
