/** What the installed package offers to programs: the diagnosis of a log, and the hazards that it knows. */
import type { Diagnosis } from "../detect/finding.ts";
import { LogReader } from "../detect/log/diagnose.ts";
import { compile, type Compiled } from "../detect/log/signs.ts";
import { lookupInPackage, packageTop } from "./lookup.ts";

export type {
  Diagnosis,
  Evidence,
  Finding,
  NextCheck,
  RuledOut,
  ShownSymptom,
} from "../detect/finding.ts";

/** A hazard in short. `url` is its page’s address below the site’s. */
export interface Hazard {
  readonly code: string;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly seen: string;
  readonly status: string;
  readonly statusNote: string;
  readonly symptoms: readonly string[];
  readonly url: string;
  /** `verified`, `drift`, `stale` or `unverified`. */
  readonly verification: string;
  /** When the newest cell ran, UTC; null where none did. */
  readonly lastVerified: string | null;
  /** The day its words last changed. */
  readonly updated: string;
}

/** Every hazard that this version of the package knows, by code. */
export async function hazards(): Promise<readonly Hazard[]> {
  return (await lookupInPackage(packageTop)).hazards();
}

let compiled: Promise<Compiled> | undefined;

async function load(): Promise<Compiled> {
  return compile(await (await lookupInPackage(packageTop)).knowledge());
}

/** Says which hazards and symptoms a log shows, best first. A stream is read in constant memory. */
export async function diagnose(
  log: string | Uint8Array | AsyncIterable<string | Uint8Array>,
): Promise<Diagnosis> {
  const reader = new LogReader(await (compiled ??= load()));
  if (typeof log === "string" || log instanceof Uint8Array) reader.write(log);
  else for await (const chunk of log) reader.write(chunk);
  return reader.end();
}
