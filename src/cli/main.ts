/** `misbuilt`: finds the command, reads its options, runs it, and turns what went wrong into one line. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { nearest } from "../catalog/nearest.ts";
import { UsageError, type Command, type Io } from "./command.ts";
import { commands } from "./commands.ts";
import { commandHelp, programHelp, shared } from "./help.ts";
import { terminal } from "./terminal.ts";

const repository = resolve(import.meta.dirname, "../..");

function find(name: string): Command {
  const command = commands.find((one) => one.name === name);
  if (command !== undefined) return command;
  const near = nearest(
    name,
    commands.map((one) => one.name),
  );
  const hint = near.length > 0 ? `did you mean ${near.join(" or ")}? ` : "";
  throw new UsageError(
    `no command "${name}": ${hint}misbuilt --help lists them`,
  );
}

function parse(command: Command, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...command.options, ...shared },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const [sentence = reason] = reason.split(/\.\s/);
    throw new UsageError(`${sentence}; see misbuilt ${command.name} --help`);
  }
}

/** The catalogue that a call means. Throws `UsageError` where there is none. */
function rootOf(given: string | undefined): string {
  const named = given ?? process.env["MISBUILT_ROOT"];
  if (named === undefined) return repository;
  const root = resolve(named);
  const from = given === undefined ? "MISBUILT_ROOT" : "--root";
  if (!existsSync(root))
    throw new UsageError(`${from} ${named}: there is no such folder`);
  if (!["content", "repros"].some((name) => existsSync(join(root, name))))
    throw new UsageError(
      `${from} ${named}: expected a catalogue, with content/ or repros/ in it`,
    );
  return root;
}

async function dispatch(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    io.err(programHelp(commands));
    return 2;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    const [topic] = rest;
    io.out(
      topic === undefined ? programHelp(commands) : commandHelp(find(topic)),
    );
    return 0;
  }
  if (name.startsWith("-"))
    throw new UsageError(
      `expected a command before "${name}"; misbuilt --help lists them`,
    );
  const command = find(name);
  const { values, positionals } = parse(command, rest);
  if (values["help"] === true) {
    io.out(commandHelp(command));
    return 0;
  }
  const { least, most, otherwise } = command.names;
  if (positionals.length < least || positionals.length > most)
    throw new UsageError(otherwise);
  const root = rootOf(values["root"]);
  return command.run({ values, positionals, io, root });
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

process.stdout.on("error", endOnClosedPipe);
process.stderr.on("error", endOnClosedPipe);
const io = terminal();
try {
  process.exitCode = await dispatch(process.argv.slice(2), io);
} catch (error) {
  process.exitCode = explain(error, io);
} finally {
  io.progress(null);
}
