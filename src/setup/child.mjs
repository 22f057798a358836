import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname } from "node:path";
import { finished } from "node:stream/promises";
import { stripVTControlCharacters } from "node:util";
import process from "node:process";
import { clearInterval, setInterval } from "node:timers";
import { since } from "./say.mjs";

/** Between two signs of life of a quiet command, in milliseconds. */
const pulse = 15_000;

/** The signal that asked this process to end, if one did. @type {NodeJS.Signals | undefined} */
let stopped;

/** Children that a signal to this process must reach. @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** On a terminal Ctrl-C reaches the children by itself, and a second one would cut their tidying up short. */
const hasTerminal = [process.stdin, process.stdout, process.stderr].some(
  (stream) => stream.isTTY,
);

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    if (running.size === 0) process.exit(statusOf(null, signal));
    const reachesAll = hasTerminal && signal === "SIGINT";
    if (stopped === undefined && !reachesAll)
      for (const child of running) child.kill(signal);
    stopped = signal;
  });
}

/** Whether somebody asked this process to end. */
export function wasStopped() {
  return stopped !== undefined;
}

/**
 * A child’s end as a shell reports it.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function statusOf(code, signal) {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/**
 * Waits for a child; a command that does not exist ends with 127, as in a shell.
 * @param {import("node:child_process").ChildProcess} child
 * @param {(problem: string) => void} onProblem
 * @returns {Promise<number>}
 */
function ended(child, onProblem) {
  running.add(child);
  return new Promise((resolve) => {
    child.on("error", (error) => {
      running.delete(child);
      onProblem(error.message);
      resolve(127);
    });
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve(statusOf(code, signal));
    });
  });
}

/**
 * Runs a command on this process’s own streams, passing signals on.
 * @param {readonly string[]} command
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its exit status
 */
export function handOver([name = "", ...args], { cwd, env }) {
  const child = spawn(name, args, {
    cwd,
    env: env ?? process.env,
    stdio: "inherit",
  });
  return ended(child, (problem) => {
    process.stderr.write(`misbuilt: cannot run ${name}: ${problem}\n`);
  });
}

/**
 * Runs a command with its output in a log file, saying now and then that it is still at it.
 * @param {readonly string[]} command
 * @param {{ cwd: string, log: string, stdout?: string, alive: (line: string) => void, env?: NodeJS.ProcessEnv }} options
 *   `stdout`: a file of its own for stdout, where that is the command’s report
 * @returns {Promise<number>} its exit status
 */
export async function runLogged(
  [name = "", ...args],
  { cwd, log, stdout, alive, env },
) {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log);
  const report = stdout === undefined ? file : createWriteStream(stdout);
  const from = Date.now();
  let last = "";
  const child = spawn(name, args, {
    cwd,
    env: env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const keep = (/** @type {Buffer} */ chunk) => {
    file.write(chunk);
    last = plain(chunk.toString()).trim().split("\n").at(-1) ?? last;
  };
  if (report === file) child.stdout.on("data", keep);
  else child.stdout.pipe(report);
  child.stderr.on("data", keep);
  const timer = setInterval(() => {
    alive(`${since(from)}${last === "" ? "" : `: ${last.slice(0, 100)}`}`);
  }, pulse);
  try {
    return await ended(child, (problem) => file.write(`${name}: ${problem}\n`));
  } finally {
    clearInterval(timer);
    await Promise.all([file, report].map(closed));
  }
}

/** @param {import("node:fs").WriteStream} stream */
function closed(stream) {
  stream.end();
  return finished(stream);
}

/** Text without the terminal’s control sequences. @param {string} text */
function plain(text) {
  return stripVTControlCharacters(text);
}

/**
 * The last lines of a log.
 * @param {string} log
 * @param {number} lines
 */
export function tail(log, lines) {
  return plain(readFileSync(log, "utf8"))
    .trimEnd()
    .split("\n")
    .slice(-lines)
    .join("\n");
}
