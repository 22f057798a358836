import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** “Am I affected?” is a file that runs on every build, or a reason why there is none. */
export const affectedCheck = {
  rule: "affected-check",
  about:
    "A reproducer offers an affected check that is one of its files, or says why it cannot; its page shows that file.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const repro of catalogue.repros.values()) {
      const { affected } = repro.data;
      if (affected === undefined)
        yield {
          ...place(repro, ["affected"]),
          found: "it is missing",
          expected: "a check that a reader can run, or why there is none",
          todo: 'Add affected: { check: affected.sh, artefacts: [...] }, or affected: { none: "why" }.',
        };
      else if ("check" in affected && !repro.files.includes(affected.check))
        yield {
          ...place(repro, ["affected", "check"]),
          found: `there is no file ${repro.folder}/${affected.check}`,
          expected: "a script of the reproducer",
          todo: "Write it, or correct the name.",
        };
    }
    for (const page of catalogue.hazards.values()) {
      const affected = catalogue.repros.get(page.data.repro)?.data.affected;
      const shown = page.content.tags.some(
        ({ name }) => name === "AffectedCheck",
      );
      if (affected === undefined || "none" in affected || shown) continue;
      yield {
        ...place(page, []),
        found: "the page does not show its reproducer’s affected check",
        expected: "<AffectedCheck /> in the section “affected”",
        todo: 'Add <AffectedCheck of="your-program" />; without `of` where the check takes no argument.',
      };
    }
  },
} as const satisfies Check;
