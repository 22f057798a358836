import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";

/** A rule that the catalogue must keep. */
export interface Check {
  /** Its name, as problems carry it. */
  readonly rule: string;
  /** What it demands, in a sentence. */
  readonly about: string;
  /** What breaks it. Never throws on any loaded catalogue. */
  find(catalogue: Catalogue): Iterable<Finding> | AsyncIterable<Finding>;
}
