import { readText } from "../read/files.ts";
import type { Catalogue } from "../read/load.ts";
import { didYouMean } from "../nearest.ts";
import type { Finding } from "../problem.ts";
import { readRegion } from "../read/regions.ts";
import type { Check } from "./check.ts";
import { snippets } from "./references.ts";

/** What a page offers to copy is a file that was compiled. */
export const snippet = {
  rule: "snippet",
  about: "A snippet names a text file below repros/ and a region that it has.",
  async *find(catalogue: Catalogue): AsyncGenerator<Finding> {
    for (const { snippet: one, at } of snippets(catalogue)) {
      const { file, region } = one;
      if (!file.startsWith("repros/") || file.includes("..")) {
        yield {
          ...at("file"),
          found: `"${file}"`,
          expected: "a file below repros/, where cases compile it",
          todo: "Move the code into the reproducer and use it in a case.",
        };
        continue;
      }
      const source = await readText(catalogue.root, file);
      if (!source.ok) {
        const all = [...catalogue.repros.values()].flatMap((repro) =>
          repro.files.map((name) => `${repro.folder}/${name}`),
        );
        const near = didYouMean(file, all).trim();
        yield {
          ...at("file"),
          found: source.missing
            ? `no file ${file}`
            : `${file} is ${source.found}`,
          expected: "a text file of the reproducer",
          todo: near === "" ? "Write it, or correct the path." : near,
        };
        continue;
      }
      if (region === undefined) continue;
      const found = readRegion(source.text, region);
      if (found.ok) continue;
      const { names } = found;
      const near = didYouMean(region, names).trim();
      const known = names.includes(region);
      yield {
        ...at("region"),
        found: `${found.problem} in ${file}`,
        expected: known
          ? "lines between its two marks"
          : names.length === 0
            ? "a region; the file has none"
            : `one of its regions: ${[...new Set(names)].join(", ")}`,
        todo:
          near === "" || known
            ? `Put the lines between misbuilt:region ${region} and misbuilt:endregion ${region}.`
            : near,
      };
    }
  },
} as const satisfies Check;
