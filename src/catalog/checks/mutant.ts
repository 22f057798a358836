import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PlanError } from "../cells/plan.ts";
import type { Cell } from "../cells/cell.ts";
import type { Catalogue, ReproEntry } from "../read/load.ts";
import { cellOf } from "../mutants/cell.ts";
import { changed } from "../mutants/change.ts";
import type { FieldPath, Finding } from "../problem.ts";
import type { Mutant } from "../schema/index.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** A mutant changes what a cell runs, and must come to something else than that cell does. */
export const mutant = {
  rule: "mutant",
  about:
    "A mutant names a cell, its changes fit the files, and its outcome differs from the cell’s.",
  async *find(catalogue: Catalogue): AsyncGenerator<Finding> {
    for (const repro of catalogue.repros.values())
      for (const [index, one] of repro.data.mutants.entries()) {
        yield* wrongCell(catalogue.root, repro, one, ["mutants", index]);
        yield* wrongChange(catalogue.root, repro, one, ["mutants", index]);
      }
  },
} as const satisfies Check;

function* wrongCell(
  root: string,
  repro: ReproEntry,
  one: Mutant,
  path: FieldPath,
): Generator<Finding> {
  let found: Cell | undefined;
  try {
    const folder = join(root, repro.folder);
    found = cellOf({ slug: repro.slug, folder, manifest: repro.data }, one);
  } catch (error) {
    // The manifest’s own versions are wrong, which another rule says.
    if (error instanceof PlanError) return;
    throw error;
  }
  const cases = repro.data.cases.map(({ id }) => id);
  if (found === undefined)
    yield {
      ...place(repro, [...path, "case"]),
      found: `no cell of case "${one.case}" has its tools and params`,
      expected: `one of ${cases.join(", ")}, with versions and values that it has`,
      todo: "Correct case, tools or params.",
    };
  else if (found.expected === one.outcome)
    yield {
      ...place(repro, [...path, "outcome"]),
      found: `the case is ${found.expected} without the change as well`,
      expected: "another outcome than the case has",
      todo: "Correct the outcome, or make another change.",
    };
}

async function* wrongChange(
  root: string,
  repro: ReproEntry,
  { change }: Mutant,
  path: FieldPath,
): AsyncGenerator<Finding> {
  const texts = new Map<string, string>();
  for (const [index, { file, find, put }] of change.entries()) {
    const before =
      texts.get(file) ??
      (await readFile(join(root, repro.folder, file), "utf8").catch(() => ""));
    const after = changed(before, find, put);
    texts.set(file, after ?? before);
    if (after !== undefined && after !== before) continue;
    const count = before.split(find).length - 1;
    const there = repro.files.includes(file);
    yield {
      ...place(repro, [...path, "change", index, there ? "find" : "file"]),
      found: there
        ? after === before
          ? "it changes nothing"
          : `the text occurs ${count} times in ${repro.folder}/${file}`
        : `there is no file ${repro.folder}/${file}`,
      expected: "text that occurs exactly once, and other text for it",
      todo: "Correct the change.",
    };
  }
}
