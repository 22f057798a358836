import type { Readable } from "node:stream";
import type { Lookup } from "./lookup/lookup.ts";

/** An option of a command, as `node:util` parses it, with the words that `--help` prints. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  /** May be given more than once. */
  readonly multiple?: boolean;
  /** What stands for its value in the help, such as `zig=0.14.1`. */
  readonly value?: string;
  /** What it does, in a line. */
  readonly description: string;
}

/** The option values of one call, by name. Read them with `flag`, `text` and `texts`. */
export type Values = Readonly<
  Record<string, string | boolean | (string | boolean)[] | undefined>
>;

/** Where a command reads and writes. */
export interface Io {
  /** Writes to stdout: the answer alone. */
  out(text: string): void;
  /** Writes to stderr: notes. */
  err(text: string): void;
  /** Replaces the live progress line on a terminal; elsewhere writes a line now and then. `null` clears it. */
  progress(text: string | null): void;
  /** Whether stdout takes colours. */
  readonly color: boolean;
  readonly stdin: Readable;
}

export interface Input {
  readonly values: Values;
  readonly positionals: readonly string[];
  readonly io: Io;
  /** The repository’s top, absolute. */
  readonly root: string;
  /** Opens the catalogue that the call means, to look something up in it. */
  readonly open: () => Promise<Lookup>;
}

/** A command as the program’s help lists it. All else of it is loaded when somebody calls it. */
export interface CommandEntry {
  readonly name: string;
  /** What it does, in a line without a full stop. */
  readonly summary: string;
  load(): Promise<Command>;
}

/** One command of `misbuilt`. Every command also has `--help` and `--json`; it finds the latter in `values.json`. */
export interface Command {
  /** The call, such as `misbuilt show <code-or-slug>`. */
  readonly usage: string;
  /** How many names may follow it; `otherwise` is what a call with fewer or more is told. */
  readonly names: {
    readonly least: number;
    readonly most: number;
    readonly otherwise: string;
  };
  readonly options: Readonly<Record<string, Option>>;
  /** Calls that work, each with what it does. */
  readonly examples: readonly { call: string; does: string }[];
  /** Exit codes and what they mean. */
  readonly exits: Readonly<Record<number, string>>;
  /** Does the work and returns the exit code. Throws `UsageError` on bad usage. */
  run(input: Input): Promise<number>;
}

/** A command line: the repository’s own, or the one that readers install. */
export interface Program {
  readonly commands: readonly CommandEntry[];
  /** The folder of the catalogue that is meant without `--root`. */
  readonly home: string;
  /** Whether `--root` may name another catalogue, which then lies there as sources. */
  readonly takesRoot: boolean;
  /** The package.json that names the version. */
  readonly manifest: string;
  /** Opens a catalogue for the commands that look something up. */
  open(root: string, io: Io): Promise<Lookup>;
}

/** The call was wrong: one line that says what to do; exit 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Whether a boolean option was given. */
export function flag(values: Values, name: string): boolean {
  return values[name] === true;
}

/** The value of an option, where it was given. */
export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

/** The values of an option that may be given more than once. */
export function texts(values: Values, name: string): string[] {
  const value = values[name];
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === "string");
}

/** The JSON that commands print: two spaces, a newline at the end. */
export function json(value: object): string {
  return `${JSON.stringify({ schemaVersion: 1, ...value }, null, 2)}\n`;
}
