import type { Confidence } from "../catalog/schema/confidence.ts";

/** A line of the input and what it says. */
export interface Evidence {
  /** The line’s number, from 1. */
  line: number;
  /** The line without terminal escapes and collectors’ prefixes, at most 300 characters. */
  text: string;
  /** The signature that it matched. */
  signature: string;
  /** What that means, one sentence. */
  means: string;
}

/** What to do next to decide. */
export interface NextCheck {
  command: string;
  /** `command` is a sentence and no text for a shell. */
  step?: true;
  reads: string;
}

/** A hazard that the log fits. */
export interface Finding {
  hazard: string;
  code: string;
  title: string;
  confidence: Confidence;
  url: string;
  /** What fits, in the log’s order. */
  evidence: Evidence[];
  /** What speaks against it. */
  against: Evidence[];
  /** The one check that decides; null where the log already answers it. */
  next: NextCheck | null;
}

/** A hazard that some signs point to and others exclude. */
export interface RuledOut {
  hazard: string;
  code: string;
  title: string;
  url: string;
  evidence: Evidence[];
  against: Evidence[];
}

/** A symptom that the log shows. */
export interface ShownSymptom {
  symptom: string;
  title: string;
  url: string;
  evidence: Evidence[];
}

/** A diagnosis: best finding first. The keys of the command line’s contract, and more. */
export interface Diagnosis {
  schemaVersion: 1;
  findings: Finding[];
  symptoms: ShownSymptom[];
  ruledOut: RuledOut[];
  /** Lines that were read. */
  lines: number;
}
