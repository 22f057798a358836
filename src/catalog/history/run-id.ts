import { valueDigest } from "../read/digest.ts";
import type { Run } from "../schema/index.ts";

/** The id of a run: the first 12 digits of a digest of the rest of its entry. */
export function runId(what: Omit<Run, "id">): string {
  const { startedAt, commit, modified, machine, sandbox } = what;
  const { cpu, kernel, os, features, cores } = machine;
  // Fields that older runs lack are undefined and leave no trace in the JSON.
  return valueDigest({
    startedAt,
    commit,
    modified,
    machine: { cpu, kernel, os, features, cores },
    sandbox,
  }).slice(0, 12);
}
