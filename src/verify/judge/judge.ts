import type { CellResult, Outcome } from "../../catalog/schema/index.ts";
import { nameOf, type Cell } from "../../catalog/cells/cell.ts";
import {
  comparedOutput,
  recognise,
  type Observation,
  type ObservedStep,
} from "../../catalog/cells/recognise.ts";
import { answerOf, answerProblem } from "./affected.ts";
import { exitWords } from "../../catalog/cells/exits.ts";
import { errorLimit, outputLimit, tail } from "../../catalog/cells/tail.ts";
import { unifiedDiff } from "./diff.ts";

/** What was seen, in a few words. */
function seen({ build, run }: Observation): string {
  return exitWords({ build: build.exit, run: run.exit });
}

function lastWords(observation: Observation): string {
  const { build, run } = observation;
  const step = run.exit === null ? build : run;
  const words = tail((step.stderr || step.stdout).trim(), 600);
  return words === "" ? "" : `; it last said: ${words}`;
}

interface Opinion {
  readonly outcome: Outcome;
  readonly ok: boolean;
  readonly detail: string;
}

function opinion(
  cell: Cell,
  observation: Observation,
  expectedText: string | undefined,
): Opinion {
  const { slug } = cell.repro;
  const failed = (detail: string): Opinion => ({
    outcome: "error",
    ok: false,
    detail,
  });
  if (observation.problem !== undefined) return failed(observation.problem);
  const found = recognise(cell, observation);
  const [outcome] = found;
  if (found.length > 1)
    return failed(
      `${seen(observation)} fits the signs of ${found.join(" and ")}: make the signs in repros/${slug}/repro.yaml tell them apart`,
    );
  if (outcome === undefined) {
    const why =
      observation.suspicion === undefined ? "" : `${observation.suspicion}; `;
    return failed(
      `${why}${seen(observation)}, and that fits no sign in repros/${slug}/repro.yaml${lastWords(observation)}`,
    );
  }
  if (outcome !== cell.expected)
    return {
      outcome,
      ok: false,
      detail: `expected ${cell.expected}, got ${outcome} (${seen(observation)})${lastWords(observation)}; if the toolchain changed, say so under "except" of case ${cell.definition.id} in repros/${slug}/repro.yaml`,
    };
  const wrong =
    outputProblem(cell, observation, expectedText) ??
    answerProblem(cell, observation);
  return wrong === undefined
    ? { outcome, ok: true, detail: seen(observation) }
    : { outcome, ok: false, detail: wrong };
}

/** What is wrong with the output of a cell that has the expected outcome, in words. */
function outputProblem(
  cell: Cell,
  observation: Observation,
  expectedText: string | undefined,
): string | undefined {
  if (cell.expectedFile === undefined) return undefined;
  const { slug } = cell.repro;
  const file = `repros/${slug}/${cell.expectedFile}`;
  const bless = `misbuilt verify ${slug} --case ${cell.definition.id} --bless`;
  if (expectedText === undefined)
    return `${file} is missing: if the output is right, run ${bless}`;
  const output = comparedOutput(cell.expected, observation);
  const difference = unifiedDiff(expectedText, output, [file, "this run"]);
  return difference === ""
    ? undefined
    : `the output is not that of ${file}; if it is right, run ${bless}\n${difference}`;
}

/**
 * Judges what was seen of a cell by the manifest: exactly one outcome’s signs must fit, it must be the expected one,
 * the output must equal `expectedText`, the content of `cell.expectedFile` (undefined: there is no such file), and the
 * affected check must answer as expected.
 */
export function judge(
  cell: Cell,
  observation: Observation,
  expectedText: string | undefined,
): CellResult {
  const { outcome, ok, detail } = opinion(cell, observation, expectedText);
  const { build, run } = observation;
  const step = run.exit === null ? build : run;
  const { repro, case: id, tools, params } = nameOf(cell);
  return {
    repro,
    case: id,
    role: cell.definition.role,
    tools,
    outcome,
    expected: cell.expected,
    ok,
    affected: answerOf(observation),
    ms: observation.ms,
    detail,
    params,
    exit: { build: build.exit, run: run.exit },
    stdout: tail(
      outcome === "error" ? step.stdout : comparedOutput(outcome, observation),
      outputLimit,
    ),
    stderr: tail(step.stderr, errorLimit),
    facts: observation.facts,
    measuredAt: observation.measuredAt,
    run: observation.by?.id ?? null,
    printedIn: null,
    cached: false,
  };
}

/** The result of a cell that could not be run because something is missing. */
export function unavailable(
  cell: Cell,
  detail: string,
  measuredAt: string,
): CellResult {
  const none: ObservedStep = { exit: null, stdout: "", stderr: "" };
  return {
    ...judge(
      cell,
      { build: none, run: none, facts: {}, ms: 0, measuredAt, problem: detail },
      undefined,
    ),
    outcome: "unavailable",
  };
}
