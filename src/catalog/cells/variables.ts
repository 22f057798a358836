import type { Toolchains } from "../schema/index.ts";
import { executableOf } from "../sources/index.ts";
import type { Cell } from "./cell.ts";

/** A tool as scripts find it: the variable, and the executable that it holds. */
export interface ToolVariable {
  readonly env: string;
  readonly executable: string;
  /** Variables that scripts get besides, from tools that need some. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** The variables in which scripts find tools. */
export function toolVariables(
  tools: readonly ToolVariable[],
): Record<string, string> {
  return Object.fromEntries(
    tools.flatMap(({ env, executable, variables = {} }) => [
      ...Object.entries(variables),
      [env, executable] as const,
    ]),
  );
}

/** The variables that a manifest and its tools give to a cell’s scripts; `verify` adds those that every cell gets. */
export function cellVariables(
  { definition, params }: Pick<Cell, "definition" | "params">,
  tools: readonly ToolVariable[],
): Record<string, string> {
  return {
    ...definition.env,
    ...params,
    ...toolVariables(tools),
    ...emulator(definition.machine?.cpu, tools),
  };
}

/** How a program is started on another CPU model: what the run script puts before it. */
function emulator(
  cpu: string | undefined,
  tools: readonly ToolVariable[],
): Record<string, string> {
  const qemu = tools.find(({ env }) => env === "QEMU");
  return cpu === undefined || qemu === undefined
    ? {}
    : { EMULATOR: `${qemu.executable} -cpu ${cpu}` };
}

/** A tool of a cell, as a reader has it. */
export interface ReaderTool extends ToolVariable {
  /** The tool as its makers write it. */
  readonly title: string;
  readonly version: string;
}

/** The tools of a cell. Throws where the lock file has no such tool. */
export function readerTools(
  { tools }: Pick<Cell, "tools">,
  { tools: sources }: Toolchains,
): ReaderTool[] {
  return Object.entries(tools).map(([tool, version]) => {
    const source = sources[tool];
    if (source === undefined)
      throw new Error(`repros/toolchains.yaml has no tool "${tool}"`);
    const { title, env } = source;
    return { title, version, env, executable: executableOf(source, version) };
  });
}
