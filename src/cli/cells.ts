/** Options by which `verify` and `plan` choose cells. */
import { measuredCosts } from "../verify/plan/costs.ts";
import type { Cell, Repro } from "../catalog/cells/cell.ts";
import { loadRepros } from "../verify/load.ts";
import { plan, PlanError, type Selection } from "../catalog/cells/plan.ts";
import type { Costs } from "../verify/plan/shard.ts";
import { flag, texts, UsageError, type Input, type Option } from "./command.ts";

export const selectionOptions = {
  matrix: {
    type: "boolean",
    description: "every version of the matrix, not the pinned ones alone",
  },
  tool: {
    type: "string",
    multiple: true,
    value: "zig=0.14.1",
    description: "only cells with this version, out of the whole matrix",
  },
  case: {
    type: "string",
    multiple: true,
    value: "ID",
    description: "only this case",
  },
} as const satisfies Record<string, Option>;

function readSelection(input: Input): Selection {
  const tools: Record<string, string[]> = {};
  for (const choice of texts(input.values, "tool")) {
    const [, tool, version] = /^([^=]+)=(.+)$/.exec(choice) ?? [];
    if (tool === undefined || version === undefined)
      throw new UsageError(
        `--tool ${choice}: expected a tool and its version, such as --tool zig=0.14.1`,
      );
    tools[tool] = [...(tools[tool] ?? []), ...version.split(",")];
  }
  return {
    matrix: flag(input.values, "matrix"),
    cases: texts(input.values, "case"),
    tools,
  };
}

/** The cells that a call means. */
export interface Selected {
  readonly repros: readonly Repro[];
  readonly cells: readonly Cell[];
  /** What they cost last time. */
  readonly costs: Costs;
  /** Reproducers whose manifests are bad, a sentence each, as they were told on stderr: their cells are not here. */
  readonly refused: readonly string[];
}

/** The cells that a call means. Bad names are bad usage; a bad manifest costs its own cells alone. */
export async function selectedCells(input: Input): Promise<Selected> {
  const { io, positionals, root } = input;
  const pair = positionals.find((name) => name.includes("="));
  if (pair !== undefined)
    throw new UsageError(
      `"${pair}" is no reproducer: a tool and its version are --tool ${pair}`,
    );
  try {
    const refused: string[] = [];
    const repros = await loadRepros(root, positionals, (problem) => {
      refused.push(problem);
      io.err(`misbuilt: left out: ${problem}\n`);
    });
    if (repros.length === 0 && refused.length > 0)
      throw new UsageError("no reproducer is left");
    const cells = plan(repros, readSelection(input));
    if (cells.length === 0)
      throw new UsageError(
        "no cell fits: misbuilt plan --matrix lists those there are",
      );
    const costs = await measuredCosts(root, repros);
    return { repros, cells, costs, refused };
  } catch (error) {
    if (error instanceof PlanError) throw new UsageError(error.message);
    throw error;
  }
}

/** A count given as an option: a whole number from 1 on. */
export function readCount(name: string, given: string): number {
  const count = Number(given);
  if (!Number.isSafeInteger(count) || count < 1 || count > 100_000)
    throw new UsageError(`--${name} ${given}: expected a number from 1 on`);
  return count;
}
