import type { Diagnosis } from "../../detect/finding.ts";
import type { Lookup } from "../lookup/lookup.ts";

/** What was found in one input. */
export interface Examined {
  /** Its name as the caller gave it; `-` for a pipe. */
  readonly file: string;
  readonly diagnosis: Diagnosis;
}

/** For whom it is written. */
export interface Audience {
  readonly color: boolean;
  readonly site: Lookup["site"];
}

/** Writes what was found in every input of one call, in one format. */
export type Reporter = (
  inputs: readonly Examined[],
  audience: Audience,
) => string;
