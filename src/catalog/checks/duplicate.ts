import type { Catalogue, Entry } from "../read/load.ts";
import type { FieldPath, Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place, type Place } from "./references.ts";

/** Codes, slugs and anchors are what people link to: each means one thing. */
export const duplicate = {
  rule: "duplicate",
  about: "No code, slug or id is given twice.",
  *find(catalogue: Catalogue): Generator<Finding> {
    const { hazards, symptoms, repros } = catalogue;
    yield* twice(
      [...hazards.values()].map((entry) => ({
        name: entry.data.code,
        at: place(entry, ["code"]),
      })),
      `misbuilt new gives the next free code.`,
    );
    yield* twice(
      [...hazards.values(), ...symptoms.values()].map((entry) => ({
        name: entry.slug,
        at: { file: entry.file, field: "", line: undefined },
      })),
      "Rename one: search results and links tell them apart by slug alone.",
    );
    for (const entry of hazards.values())
      yield* ids(entry, "workarounds", entry.data.workarounds);
    for (const entry of symptoms.values())
      yield* ids(entry, "causes", entry.data.causes);
    for (const entry of repros.values())
      yield* ids(entry, "cases", entry.data.cases);
  },
} as const satisfies Check;

function ids(
  entry: Entry<unknown>,
  field: string,
  list: readonly { id: string }[],
): Generator<Finding> {
  const path = (index: number): FieldPath => [field, index, "id"];
  return twice(
    list.map(({ id }, index) => ({ name: id, at: place(entry, path(index)) })),
    "Rename one of them.",
  );
}

function* twice(
  list: readonly { name: string; at: Place }[],
  todo: string,
): Generator<Finding> {
  const first = new Map<string, Place>();
  for (const { name, at } of list) {
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, at);
      continue;
    }
    const where =
      before.line === undefined ? before.file : `${before.file}:${before.line}`;
    yield {
      ...at,
      found: `"${name}" again, as in ${where}`,
      expected: "a name of its own",
      todo,
    };
  }
}
