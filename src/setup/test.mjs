import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { runLogged, tail, wasStopped } from "./child.mjs";
import { since } from "./say.mjs";
import { strict } from "./totals.mjs";

/** @typedef {import("./steps.mjs").Step} Step */
/** @typedef {import("./totals.mjs").Totals} Totals */

/** @param {string} text */
function print(text) {
  process.stdout.write(text);
}

/**
 * Runs every step, prints a line for each, the time that each took, and the closing line with the sums.
 * @param {readonly Step[]} steps
 * @param {{ root: string, env: NodeJS.ProcessEnv, folder: string, write?: (text: string) => void }} options
 *   `folder`: where logs and reports go
 * @returns {Promise<number>} 0 where nothing failed and something passed, otherwise 1
 */
export async function runSteps(steps, options) {
  const { env, write = print } = options;
  const ci = env["CI"] !== undefined && !["", "0", "false"].includes(env["CI"]);
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const started = Date.now();
  /** @type {[name: string, took: string][]} */
  const times = [];
  mkdirSync(options.folder, { recursive: true });
  for (const step of steps) {
    if (wasStopped()) {
      write("stopped: the steps that are left were not run\n");
      sum.failed += 1;
      break;
    }
    const from = Date.now();
    write(`${step.name} …\n`);
    const { totals, log } = await runStep(step, { ...options, write });
    const counted = ci ? strict(totals) : totals;
    const took = since(from);
    times.push([step.name, took]);
    write(`${summary(step.name, counted)}, ${took}\n`);
    if (counted.failed > 0) write(explanation(counted, log));
    sum.passed += counted.passed;
    sum.failed += counted.failed;
    sum.skipped += counted.skipped;
  }
  if (sum.passed + sum.failed === 0) {
    write("no test ran\n");
    sum.failed = 1;
  }
  write(timeTable([...times, ["in all", since(started)]]));
  write(`${closingLine(sum)}\n`);
  return sum.failed === 0 ? 0 : 1;
}

/**
 * @param {Step} step
 * @param {{ root: string, env: NodeJS.ProcessEnv, folder: string, write: (text: string) => void }} options
 * @returns {Promise<{ totals: Totals, log: string }>}
 */
async function runStep(step, { root, env, folder, write }) {
  const base = join(folder, step.name.replaceAll(" ", "-"));
  const [log, report] = [`${base}.log`, `${base}.json`];
  // A report of an earlier run must not speak for this one.
  rmSync(report, { force: true });
  const status = await runLogged(step.command(report), {
    cwd: root,
    env,
    log,
    alive: (line) => {
      write(`  ${line}\n`);
    },
    ...(step.report === "stdout" ? { stdout: report } : {}),
  });
  const json = step.report !== undefined ? readJson(report) : undefined;
  return { totals: step.totals(status, json), log };
}

/** The report, or undefined where there is none or a cut one: it then counts as no test. @param {string} file @returns {unknown} */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} name
 * @param {Totals} totals
 */
function summary(name, { passed, failed, skipped }) {
  const word = failed > 0 ? "FAILED" : "ok";
  const counts = [`${passed} passed`];
  if (failed > 0) counts.push(`${failed} failed`);
  if (skipped > 0) counts.push(`${skipped} skipped`);
  return `${name} ${word}: ${counts.join(", ")}`;
}

/**
 * Why a step failed, indented so that no line of it can be taken for the closing line.
 * @param {Totals} totals
 * @param {string} log
 */
function explanation({ problems }, log) {
  const lines = [
    ...problems,
    ...tail(log, 40).split("\n"),
    `all of it: ${log}`,
  ];
  return lines.map((line) => `  | ${line}\n`).join("");
}

/** How long each step took. @param {readonly [name: string, took: string][]} times */
function timeTable(times) {
  const width = Math.max(...times.map(([name]) => name.length));
  const lines = times.map(
    ([name, took]) => `  ${name.padEnd(width)}  ${took.padStart(12)}\n`,
  );
  return `time by step\n${lines.join("")}`;
}

/** @param {{ passed: number, failed: number, skipped: number }} sum */
function closingLine({ passed, failed, skipped }) {
  const end = skipped > 0 ? `, ${skipped} skipped` : "";
  return `${passed} passed, ${failed} failed${end}`;
}
