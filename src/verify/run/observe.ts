import { z } from "zod";
import { fact, type Fact } from "../../catalog/schema/index.ts";
import type {
  Observation,
  ObservedStep,
} from "../../catalog/cells/recognise.ts";
import { cellVariables } from "../../catalog/cells/variables.ts";
import { normalise } from "../judge/normalise.ts";
import type { Cell } from "../../catalog/cells/cell.ts";
import type { Tool } from "../provision/types.ts";
import { confine } from "../sandbox/confine.ts";
import { withTimes } from "./times.ts";
import type { CheckCall, Sandbox, Step, TaskResult } from "../sandbox/types.ts";

const factsLimit = 64 * 1024;

/** What `$OUT/facts.json` says, or what is wrong with it. */
export function readFacts(
  text: string,
): { facts: Record<string, Fact> } | { problem: string } {
  if (text === "") return { facts: {} };
  if (Buffer.byteLength(text) > factsLimit)
    return { problem: "$OUT/facts.json is larger than 64 KiB" };
  try {
    const parsed = z.record(z.string(), fact).safeParse(JSON.parse(text));
    return parsed.success
      ? { facts: parsed.data }
      : { problem: "$OUT/facts.json: expected a JSON object" };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: `$OUT/facts.json: ${reason}` };
  }
}

function observeStep(
  step: Step,
  places: Readonly<Record<string, string>>,
): ObservedStep {
  return {
    exit: step.exit,
    stdout: normalise(step.stdout, places),
    stderr: normalise(step.stderr, places),
  };
}

/** How the cell’s affected check is called; nothing where the reproducer offers none. */
function checkOf({ definition, repro, params }: Cell): CheckCall | undefined {
  const { affected } = repro.manifest;
  if (affected === undefined || "none" in affected) return undefined;
  return {
    script: affected.check,
    artefacts: definition.artefacts ?? affected.artefacts,
    without: Object.keys({ ...definition.env, ...params }),
  };
}

/** Runs a cell in its sandbox and says what was seen, with paths and addresses normalised. */
export async function observe(
  cell: Cell,
  tools: readonly Tool[],
  prepared: string | undefined,
  sandbox: Sandbox,
): Promise<Observation> {
  const measuredAt = new Date().toISOString();
  const { definition, repro } = cell;
  const result = await withTimes(
    repro.folder,
    definition.machine?.times ?? {},
    (folder): Promise<TaskResult> =>
      confine(
        {
          folder,
          first: definition.build,
          second: definition.run,
          check: checkOf(cell),
          env: cellVariables(cell, tools),
          folders: tools.flatMap((tool) => tool.folders),
          prepared,
          limits: repro.manifest.limits,
          product: "facts",
        },
        sandbox,
      ),
  );
  const places = { ...result.places };
  for (const tool of tools) {
    places[tool.env] = tool.executable;
    const [folder] = tool.folders;
    if (folder !== undefined) places[`${tool.env}_FOLDER`] = folder;
  }
  const facts = readFacts(result.facts);
  const problem =
    result.problem ?? ("problem" in facts ? facts.problem : undefined);
  return {
    build: observeStep(result.first, places),
    run: observeStep(result.second, places),
    affected: observeStep(result.check, places),
    facts: "facts" in facts ? facts.facts : {},
    ms: result.ms,
    measuredAt,
    problem,
    suspicion: result.suspicion,
  };
}
