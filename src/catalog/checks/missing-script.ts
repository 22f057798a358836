import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** A cell without its script can only fail. */
export const missingScript = {
  rule: "missing-script",
  about: "The scripts that a manifest names exist.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const repro of catalogue.repros.values()) {
      const { prepare, cases } = repro.data;
      const scripts = cases.flatMap(({ build, run }, index) => [
        { name: build, path: ["cases", index, "build"] },
        { name: run, path: ["cases", index, "run"] },
      ]);
      if (prepare !== undefined)
        scripts.unshift({ name: prepare, path: ["prepare"] });
      const told = new Set(repro.files);
      for (const { name, path } of scripts) {
        if (told.has(name)) continue;
        told.add(name);
        yield {
          ...place(repro, path),
          found: `no file ${repro.folder}/${name}`,
          expected: "a POSIX sh script",
          todo: "Write it, or correct the name.",
        };
      }
    }
  },
} as const satisfies Check;
