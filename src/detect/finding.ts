import type { Confidence } from "../catalog/schema/confidence.ts";

/** Where something stands: on a line of a log, in a section of a binary, or under a key of a settings file. */
export type Place =
  | {
      /** The line’s number, from 1. */
      line: number;
    }
  | {
      /** The offset in the file, in bytes. */
      offset: number;
      /** The part of the file that it lies in, such as `.dynamic`. */
      section: string;
    }
  | {
      /** The key with its tables, such as `profile.release.opt-level`. */
      key: string;
    };

/** A place of the input, and what it says there. */
export type Evidence = Place & {
  /** What stands there, at most 300 characters; of a line without terminal escapes and collectors’ prefixes. */
  text: string;
  /** The signature that it matched. */
  signature: string;
  /** What that means, one sentence. */
  means: string;
};

/** A place as a person reads it: `12`, `0x1f8 .dynamic`, `profile.release`. */
export function placeText(place: Place): string {
  if ("line" in place) return String(place.line);
  if ("key" in place) return place.key;
  return `0x${place.offset.toString(16)} ${place.section}`;
}

/** Orders the places of one input: lines and offsets by number; keys stay as they are. */
export function comparePlaces(a: Place, b: Place): number {
  if ("line" in a && "line" in b) return a.line - b.line;
  if ("offset" in a && "offset" in b) return a.offset - b.offset;
  return 0;
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
