import type { Fact, Outcome, Run, Sign } from "../schema/index.ts";
import type { Cell } from "./cell.ts";

/** What one script printed, normalised, and how it ended. */
export interface ObservedStep {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What was seen of a cell, before it is judged. */
export interface Observation {
  readonly build: ObservedStep;
  readonly run: ObservedStep;
  /** The affected check; unknown in answers that are older than this field. */
  readonly affected?: ObservedStep | undefined;
  readonly facts: Record<string, Fact>;
  readonly ms: number;
  /** When it was seen, UTC. */
  readonly measuredAt: string;
  /** The run in which it was seen; unknown in answers that are older than this field. */
  readonly by?: Run | undefined;
  /** Why it could not be seen to the end, such as `time-limit: …`. */
  readonly problem?: string | undefined;
  /** A limit that it was at when it ended. */
  readonly suspicion?: string | undefined;
}

/** Whether a sign fits: the step ended so, and its output has all the texts. */
export function fits(sign: Sign, observation: Observation): boolean {
  const step = observation[sign.step];
  if (step.exit === null) return false;
  const exitFits =
    sign.exit === "nonzero" ? step.exit !== 0 : step.exit === sign.exit;
  return (
    exitFits &&
    sign.prints.every(
      (text) => step.stdout.includes(text) || step.stderr.includes(text),
    )
  );
}

/** The outcomes whose signs fit; a proof needs exactly one. */
export function recognise(
  cell: Cell,
  observation: Observation,
): Cell["expected"][] {
  const signs = { ...cell.repro.manifest.signs };
  const own = cell.definition.signs;
  return (["hazard", "clean", "blocked"] as const).filter((outcome) =>
    fits(own[outcome] ?? signs[outcome], observation),
  );
}

/** What is compared with the expected file: what the run printed on stdout, or all that a refused build said. */
export function comparedOutput(
  outcome: Outcome,
  observation: Observation,
): string {
  return outcome === "blocked"
    ? observation.build.stdout + observation.build.stderr
    : observation.run.stdout;
}
