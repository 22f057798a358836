import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { nearest } from "../catalog/nearest.ts";
import {
  UsageError,
  type Command,
  type CommandEntry,
  type Io,
  type Program,
} from "./command.ts";
import { commandHelp, programHelp, sharedOptions } from "./help.ts";
import { terminal } from "./terminal.ts";

/** Runs the program on this process: finds the command, reads its options, and turns what went wrong into one line. */
export async function runProgram(program: Program): Promise<void> {
  process.stdout.on("error", endOnClosedPipe);
  process.stderr.on("error", endOnClosedPipe);
  const io = terminal();
  try {
    process.exitCode = await dispatch(program, process.argv.slice(2), io);
  } catch (error) {
    process.exitCode = explain(error, io);
  } finally {
    io.progress(null);
  }
}

async function dispatch(
  program: Program,
  args: readonly string[],
  io: Io,
): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    io.err(programHelp(program));
    return 2;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    const [topic] = rest;
    io.out(
      topic === undefined
        ? programHelp(program)
        : await helpOf(program, find(program, topic)),
    );
    return 0;
  }
  if (name === "--version") {
    io.out(`${versionIn(program.manifest)}\n`);
    return 0;
  }
  if (name.startsWith("-"))
    throw new UsageError(
      `expected a command before "${name}"; misbuilt --help lists them`,
    );
  const entry = find(program, name);
  const command = await entry.load();
  const { values, positionals } = parse(program, name, command, rest);
  if (values["help"] === true) {
    io.out(commandHelp(program, entry, command));
    return 0;
  }
  const { least, most, otherwise } = command.names;
  if (positionals.length < least || positionals.length > most)
    throw new UsageError(otherwise);
  const root = rootOf(program, values["root"]);
  const open = () => program.open(root, io);
  return command.run({ values, positionals, io, root, open });
}

function find({ commands }: Program, name: string): CommandEntry {
  const entry = commands.find((one) => one.name === name);
  if (entry !== undefined) return entry;
  const near = nearest(
    name,
    commands.map((one) => one.name),
  );
  const hint = near.length > 0 ? `did you mean ${near.join(" or ")}? ` : "";
  throw new UsageError(
    `no command "${name}": ${hint}misbuilt --help lists them`,
  );
}

async function helpOf(program: Program, entry: CommandEntry): Promise<string> {
  return commandHelp(program, entry, await entry.load());
}

function parse(
  program: Program,
  name: string,
  command: Command,
  args: readonly string[],
) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...command.options, ...sharedOptions(program) },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const [sentence = reason] = reason.split(/\.\s/);
    throw new UsageError(`${sentence}; see misbuilt ${name} --help`);
  }
}

/** The catalogue that a call means. Throws `UsageError` where there is none. */
function rootOf(program: Program, given: unknown): string {
  if (!program.takesRoot) return program.home;
  const asked = typeof given === "string" ? given : undefined;
  const named = asked ?? process.env["MISBUILT_ROOT"];
  if (named === undefined) return program.home;
  const root = resolve(named);
  const from = asked === undefined ? "MISBUILT_ROOT" : "--root";
  if (!existsSync(root))
    throw new UsageError(`${from} ${named}: there is no such folder`);
  if (!["content", "repros"].some((name) => existsSync(join(root, name))))
    throw new UsageError(
      `${from} ${named}: expected a catalogue, with content/ or repros/ in it`,
    );
  return root;
}

function versionIn(manifest: string): string {
  const read: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  if (typeof read === "object" && read !== null && "version" in read)
    return String(read.version);
  throw new Error(`${manifest}: no version in it`);
}

function explain(error: unknown, io: Io): number {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.trim().replaceAll(/\s*\n\s*/g, " ");
  const debug = process.env["MISBUILT_DEBUG"] !== undefined;
  const trace = debug && error instanceof Error ? error.stack : undefined;
  const hint =
    debug || error instanceof UsageError
      ? ""
      : " (MISBUILT_DEBUG=1 shows where this happened)";
  io.err(`misbuilt: ${line}${hint}\n`);
  if (trace !== undefined) io.err(`${trace}\n`);
  return 2;
}

/** A reader that went away, as `head` does, ends the program as SIGPIPE would: no message, 128 + 13. */
function endOnClosedPipe(error: NodeJS.ErrnoException): never {
  if (error.code === "EPIPE") process.exit(141);
  throw error;
}
