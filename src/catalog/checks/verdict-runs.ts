import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Fault } from "../recorded/recorded.ts";
import { runFaults } from "../recorded/runs.ts";
import type { Verdict } from "../schema/index.ts";
import type { Check } from "./check.ts";
import { finding } from "./recorded.ts";

/** Where a cell was seen, and by what, is in its run. */
export const verdictRuns = {
  rule: "verdict-runs",
  about:
    "Each cell names a run that is listed, each run’s id is the digest of its entry, and the verdict is of the newest one’s machine.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const verdict of catalogue.verdicts.values())
      for (const fault of [...runFaults(verdict.data), ...top(verdict.data)])
        yield finding(verdict, fault);
  },
} as const satisfies Check;

/** What the verdict says of itself against its runs. */
function* top({ machine, runs, sandbox }: Verdict): Generator<Fault> {
  const newest = runs.at(-1);
  if (newest === undefined) return;
  for (const field of ["cpu", "kernel", "os", "features", "cores"] as const)
    if (machine[field] !== newest.machine[field])
      yield {
        path: ["machine", field],
        found: JSON.stringify(machine[field] ?? null),
        expected: `${JSON.stringify(newest.machine[field] ?? null)}, as the newest run has it`,
      };
  const without = runs.find((one) => one.sandbox === "none");
  const due = without === undefined ? "bwrap" : "none";
  if (sandbox !== due)
    yield {
      path: ["sandbox"],
      found: `"${sandbox}"`,
      expected: `"${due}", as ${without === undefined ? "every run" : `run ${without.id}`} has it`,
    };
}
