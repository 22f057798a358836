import { diagnose } from "../../src/detect/log/diagnose.ts";
import type { Finding } from "../../src/detect/finding.ts";
import type { Compiled } from "../../src/detect/log/signs.ts";
import type { Sample } from "./corpus.ts";

/** How one log was diagnosed. */
export interface Scored {
  sample: Sample;
  findings: Finding[];
  symptoms: string[];
  ruledOut: string[];
  /** A positive whose hazard came first. */
  first: boolean;
  /** Findings called likely or certain, and how many of them were right. */
  accused: number;
  right: number;
  /** It showed the symptom that it must, or there is none that it must. */
  symptomShown: boolean;
}

/** Sums over logs. */
export interface Totals {
  positives: number;
  first: number;
  negatives: number;
  /** Negatives without any finding. */
  quiet: number;
  accused: number;
  right: number;
  symptoms: number;
  symptomsShown: number;
}

export function score(compiled: Compiled, sample: Sample): Scored {
  const { findings, symptoms, ruledOut } = diagnose(compiled, sample.bytes);
  const accused = findings.filter((each) => each.confidence !== "possible");
  const shown = symptoms.map((each) => each.symptom);
  return {
    sample,
    findings,
    symptoms: shown,
    ruledOut: ruledOut.map((each) => each.hazard),
    first: findings[0]?.hazard === sample.hazard,
    accused: accused.length,
    right: accused.filter(
      ({ hazard }) => hazard === sample.hazard || sample.also.includes(hazard),
    ).length,
    symptomShown:
      sample.symptom === undefined || shown.includes(sample.symptom),
  };
}

export function total(scored: readonly Scored[]): Totals {
  const sum = (count: (each: Scored) => number): number =>
    scored.reduce((all, each) => all + count(each), 0);
  const positive = ({ sample }: Scored): boolean => sample.hazard !== "none";
  return {
    positives: sum((each) => Number(positive(each))),
    first: sum((each) => Number(positive(each) && each.first)),
    negatives: sum((each) => Number(!positive(each))),
    quiet: sum((each) => Number(!positive(each) && each.findings.length === 0)),
    accused: sum((each) => each.accused),
    right: sum((each) => each.right),
    symptoms: sum((each) => Number(each.sample.symptom !== undefined)),
    symptomsShown: sum((each) =>
      Number(each.sample.symptom !== undefined && each.symptomShown),
    ),
  };
}
