import { cellKey, type Cell, type ExpectedOutcome } from "../cells/cell.ts";
import { exitWords } from "../cells/exits.ts";
import { errorLimit, mayBeCut, outputLimit } from "../cells/tail.ts";
import type { CellResult, Sign } from "../schema/index.ts";
import type { Fault, Planned, Recorded } from "./recorded.ts";

/** What a record can say of a condition: it keeps the end of what was printed, and not that of every script. */
type Answer = "yes" | "no" | "unknown";

/** What is recorded of one script. */
interface KeptStep {
  readonly exit: number | null;
  /** Parts of what it printed. */
  readonly texts: readonly string[];
  /** Whether the parts are all of it. */
  readonly whole: boolean;
}

const unseen = { texts: [], whole: false };

/** What `judge` kept of both scripts, which depends on the outcome. */
function keptSteps({ outcome, exit, stdout, stderr }: CellResult) {
  const step = (
    which: "build" | "run",
    kept: Omit<KeptStep, "exit">,
  ): KeptStep => ({ exit: exit[which], ...kept });
  const errorsWhole = !mayBeCut(stderr, errorLimit);
  const whole = errorsWhole && !mayBeCut(stdout, outputLimit);
  const both = { texts: [stdout, stderr], whole };
  const ran = exit.run !== null;
  if (outcome === "blocked") {
    // Its stdout is what the build printed on both, one after the other.
    const errors = ran ? undefined : stderr;
    const apart =
      errors !== undefined && errorsWhole && stdout.endsWith(errors)
        ? [stdout.slice(0, stdout.length - errors.length), errors]
        : undefined;
    const build =
      apart === undefined
        ? { texts: [errors ?? ""], whole: false }
        : { texts: apart, whole: !mayBeCut(stdout, outputLimit) };
    return {
      build: step("build", build),
      run: step("run", ran ? { texts: [stderr], whole: false } : unseen),
    };
  }
  if (ran) return { build: step("build", unseen), run: step("run", both) };
  // Of a build that is not `blocked`, the outcome hazard or clean keeps the standard error alone.
  const build = outcome === "error" ? both : { texts: [stderr], whole: false };
  return { build: step("build", build), run: step("run", unseen) };
}

function fits(sign: Sign, steps: ReturnType<typeof keptSteps>): Answer {
  const { exit, texts, whole } = steps[sign.step];
  if (exit === null) return "no";
  if (sign.exit === "nonzero" ? exit === 0 : exit !== sign.exit) return "no";
  const missing = sign.prints.some(
    (text) => !texts.some((one) => one.includes(text)),
  );
  return missing ? (whole ? "no" : "unknown") : "yes";
}

function signOf(cell: Cell, outcome: ExpectedOutcome): Sign {
  return cell.definition.signs[outcome] ?? cell.repro.manifest.signs[outcome];
}

function describe({ step, exit, prints }: Sign): string {
  const words = prints.map((text) => JSON.stringify(text)).join(" and ");
  return `${step} exit ${exit}${words === "" ? "" : ` and ${words} printed`}`;
}

const outcomes = ["hazard", "clean", "blocked"] as const;

/** What speaks against a recorded outcome, in words; nothing where it can have been seen. */
function contradiction(
  cell: Cell,
  result: CellResult,
): Omit<Fault, "path"> | undefined {
  const { outcome, exit } = result;
  const steps = keptSteps(result);
  const answers = outcomes.map((one) => ({
    one,
    answer: fits(signOf(cell, one), steps),
  }));
  const certain = answers.filter(({ answer }) => answer === "yes");
  const fitting = certain.map(({ one }) => one).join(" and ");
  const ended = exitWords(exit);
  if (outcome === "error" || outcome === "unavailable") {
    // Whatever else went wrong, the words of a cell that was recognised are no reason.
    return outcome === "error" && result.detail === ended
      ? {
          found: `error, for no other reason than "${ended}"`,
          expected: fitting === "" ? "the reason in detail" : fitting,
        }
      : undefined;
  }
  const own = answers.find(({ one }) => one === outcome);
  if (own?.answer === "no")
    return {
      found: `${outcome}, whose sign does not fit: ${ended}`,
      expected: `${describe(signOf(cell, outcome))}${fitting === "" ? "" : `; what was recorded is the sign of ${fitting}`}`,
    };
  const other = certain.find(({ one }) => one !== outcome);
  return other === undefined
    ? undefined
    : {
        found: `${outcome}, although ${ended} is the sign of ${other.one} as well`,
        expected: "one outcome whose sign fits, or an error",
      };
}

/** What a cell that could not be run has: nothing. */
function* unavailableFaults(index: number, cell: CellResult): Generator<Fault> {
  const none = {
    exit: cell.exit.build === null && cell.exit.run === null,
    stdout: cell.stdout === "",
    stderr: cell.stderr === "",
    facts: Object.keys(cell.facts).length === 0,
    ms: cell.ms === 0,
  };
  for (const [field, empty] of Object.entries(none))
    if (!empty)
      yield {
        path: ["cells", index, field],
        found: "something, although the cell is unavailable",
        expected: "nothing, because no script of it ran",
      };
}

/** Each outcome against exit statuses, printed text and the manifest’s signs; only one sign may fit. */
export function* outcomeFaults(
  { cells }: Pick<Recorded, "cells">,
  planned: Planned,
): Generator<Fault> {
  for (const [index, result] of cells.entries()) {
    const { exit, outcome } = result;
    if (exit.run !== null && exit.build !== 0)
      yield {
        path: ["cells", index, "exit"],
        found: `the run exited ${exit.run} after ${exitWords({ ...exit, run: null })}`,
        expected: "a run only after a build that exited 0",
      };
    if (outcome === "unavailable") yield* unavailableFaults(index, result);
    const cell = planned.get(cellKey(result));
    const against =
      cell === undefined ? undefined : contradiction(cell, result);
    if (against !== undefined)
      yield { path: ["cells", index, "outcome"], ...against };
  }
}
