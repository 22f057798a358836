import type { Catalogue, ReproEntry } from "../read/load.ts";
import type { FieldPath, Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** Every file of expected output that a manifest uses, with the field that does. */
export function* expectedFiles(
  repro: ReproEntry,
): Generator<{ name: string; path: FieldPath }> {
  for (const [index, one] of repro.data.cases.entries()) {
    const { stdout, except } = one.expect;
    const path = ["cases", index, "expect"];
    if (stdout !== false)
      yield { name: stdout ?? `expected/${one.id}.txt`, path };
    for (const [number, exception] of except.entries())
      if (typeof exception.stdout === "string")
        yield {
          name: exception.stdout,
          path: [...path, "except", number, "stdout"],
        };
  }
}

/** Without the file, a cell’s output could be anything. */
export const expectedFile = {
  rule: "expected-file",
  about: "The expected output that a case compares with exists.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const repro of catalogue.repros.values())
      for (const { name, path } of expectedFiles(repro))
        if (!repro.files.includes(name))
          yield {
            ...place(repro, path),
            found: `no file ${repro.folder}/${name}`,
            expected: "the exact output of this case",
            todo: `Run misbuilt verify ${repro.slug} --bless and review its diff, or set stdout: false.`,
          };
  },
} as const satisfies Check;
