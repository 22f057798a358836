import type { Command, Option } from "./command.ts";

/** Options that every command has. */
export const shared = {
  json: { type: "boolean", description: "print JSON on stdout" },
  root: {
    type: "string",
    value: "DIR",
    description: "another catalogue than this repository",
  },
  help: { type: "boolean", short: "h", description: "print this" },
} as const satisfies Record<string, Option>;

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
export function programHelp(commands: readonly Command[]): string {
  return [
    "misbuilt: toolchain hazards, each proved by a reproducer\n",
    "\nusage: misbuilt <command> [options]\n",
    "\n",
    columns(commands.map(({ name, summary }) => [name, summary])),
    "\nEvery command has --json and --help. In the repository: npm run -s misbuilt -- <command>\n",
  ].join("");
}

/** The help of one command. */
export function commandHelp(command: Command): string {
  const options: Record<string, Option> = { ...command.options, ...shared };
  return [
    `${command.usage}\n`,
    `\n${command.summary}\n`,
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
