import { readText } from "../read/files.ts";
import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import { okFaults, type ExpectedText } from "../recorded/ok.ts";
import type { Check } from "./check.ts";
import { finding, freshVerdicts } from "./recorded.ts";

/** “As expected” follows from outcome, output and answer. */
export const verdictOk = {
  rule: "verdict-ok",
  about:
    "A cell is `ok` where outcome, output and the affected check’s answer are as expected, and only there.",
  async *find(catalogue: Catalogue): AsyncGenerator<Finding> {
    const texts = new Map<string, string | undefined>();
    const expectedText: ExpectedText = async ({ repro, expectedFile }) => {
      if (expectedFile === undefined) return undefined;
      const path = `repros/${repro.slug}/${expectedFile}`;
      if (!texts.has(path)) {
        const result = await readText(catalogue.root, path);
        texts.set(path, result.ok ? result.text : undefined);
      }
      return texts.get(path);
    };
    for (const { verdict, planned } of freshVerdicts(catalogue))
      for await (const fault of okFaults(verdict.data, planned, expectedText))
        yield finding(catalogue, verdict, fault);
  },
} as const satisfies Check;
