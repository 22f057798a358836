import type { Command, CommandEntry, Option, Program } from "./command.ts";

/** Options that every command of a program has. */
export function sharedOptions({
  takesRoot,
}: Pick<Program, "takesRoot">): Record<string, Option> {
  return {
    json: { type: "boolean", description: "print JSON on stdout" },
    ...(takesRoot ? { root } : {}),
    help: { type: "boolean", short: "h", description: "print this" },
  };
}

const root: Option = {
  type: "string",
  value: "DIR",
  description: "another catalogue than this repository",
};

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows
    .map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`)
    .join("");
}

function optionName(name: string, option: Option): string {
  const short = option.short === undefined ? "" : `-${option.short}, `;
  const value = option.type === "string" ? ` ${option.value ?? "VALUE"}` : "";
  return `${short}--${name}${value}`;
}

/** The help of the program. */
export function programHelp({ commands, takesRoot }: Program): string {
  return [
    "misbuilt: toolchain hazards, each proved by a reproducer\n",
    "\nusage: misbuilt <command> [options]\n",
    "\n",
    columns(commands.map(({ name, summary }) => [name, summary])),
    "\nEvery command has --json and --help.",
    takesRoot ? " In the repository: npm run -s misbuilt -- <command>" : "",
    "\n",
  ].join("");
}

/** The help of one command. */
export function commandHelp(
  program: Program,
  { summary }: CommandEntry,
  command: Command,
): string {
  const options = { ...command.options, ...sharedOptions(program) };
  return [
    `${command.usage}\n`,
    `\n${summary}\n`,
    "\noptions:\n",
    columns(
      Object.entries(options).map(([name, option]) => [
        optionName(name, option),
        option.description,
      ]),
    ),
    "\nexit status:\n",
    columns(Object.entries(command.exits)),
    "\nexamples:\n",
    columns(command.examples.map(({ call, does }) => [call, does])),
  ].join("");
}
