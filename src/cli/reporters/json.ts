import type { Diagnosis } from "../../detect/finding.ts";
import { json } from "../command.ts";
import type { Examined, Reporter } from "./reporter.ts";

/** The contract’s keys over every input; of several, each finding with its file. */
export const jsonReporter: Reporter = (inputs) => json(merged(inputs));

function merged(inputs: readonly Examined[]): object {
  const [only] = inputs;
  if (only !== undefined && inputs.length === 1) return only.diagnosis;
  const tagged = <Item>(list: (each: Diagnosis) => readonly Item[]) =>
    inputs.flatMap(({ file, diagnosis }) =>
      list(diagnosis).map((item) => ({ ...item, file })),
    );
  return {
    findings: tagged((each) => each.findings),
    symptoms: tagged((each) => each.symptoms),
    ruledOut: tagged((each) => each.ruledOut),
    lines: inputs.reduce((sum, { diagnosis }) => sum + diagnosis.lines, 0),
    files: inputs.map(({ file, diagnosis }) => ({ file, ...diagnosis })),
  };
}
