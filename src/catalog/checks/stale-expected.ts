import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { expectedFiles } from "./expected-file.ts";

/** An expectation that nothing is held against looks like a proof and is none. */
export const staleExpected = {
  rule: "stale-expected",
  about: "Each file below expected/ is used by a case.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const repro of catalogue.repros.values()) {
      const used = new Set([...expectedFiles(repro)].map(({ name }) => name));
      for (const name of repro.files)
        if (name.startsWith("expected/") && !used.has(name))
          yield {
            file: `${repro.folder}/${name}`,
            field: "",
            found: `no case of ${repro.file} uses it`,
            expected: "a case that compares with it",
            todo: "Remove it, or correct the case’s id.",
          };
    }
  },
} as const satisfies Check;
