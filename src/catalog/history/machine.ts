import { shortDigest } from "../read/digest.ts";
import type { Machine } from "../schema/index.ts";
import type { SeenIn } from "./seen.ts";

/** What names a machine: a digest of what is known of it. */
export function machineDigest(machine: Machine): string {
  const { cpu, kernel, os, features, cores } = machine;
  // Fields that older records lack are undefined and leave no trace in the JSON.
  return shortDigest(JSON.stringify({ cpu, kernel, os, features, cores }));
}

/** The digests of the machines that cells were seen on, each once. */
export function machinesOf(seenIn: Iterable<SeenIn>): Set<string> {
  const digests = new Set<string>();
  for (const { run, texts } of seenIn)
    for (const one of [run, texts]) if (one !== null) digests.add(one.machine);
  return digests;
}
