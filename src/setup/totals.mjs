import { count, get, list, text } from "./json.mjs";

/**
 * What a step came to. `problems` are lines for the person: why something counts as failed.
 * @typedef {{ passed: number, failed: number, skipped: number, problems: string[] }} Totals
 */

/**
 * Reads a step’s totals from its exit status and, where it has one, the JSON report that its runner wrote.
 * @typedef {(status: number, report: unknown) => Totals} Reader
 */

/** A tool without a report counts one. @type {Reader} */
export function tool(status) {
  return status === 0
    ? { passed: 1, failed: 0, skipped: 0, problems: [] }
    : { passed: 0, failed: 1, skipped: 0, problems: [`exit ${status}`] };
}

/** Vitest’s JSON report. @type {Reader} */
export function vitest(status, report) {
  const passed = count(report, "numPassedTests");
  let failed = count(report, "numFailedTests");
  const skipped = count(report, "numPendingTests", "numTodoTests");
  const problems = [];
  for (const file of list(report, "testResults")) {
    const tests = list(file, "assertionResults");
    for (const test of tests)
      if (text(test, "status") === "failed")
        problems.push(
          `${text(file, "name")}: ${text(test, "fullName")}: ${firstLine(list(test, "failureMessages")[0])}`,
        );
    // A file that does not load has failed without a test of its own.
    if (text(file, "status") !== "failed" || tests.length > 0) continue;
    failed += 1;
    problems.push(`${text(file, "name")}: ${firstLine(get(file, "message"))}`);
  }
  return sound(status, { passed, failed, skipped, problems });
}

/** The JSON of `misbuilt verify`: each cell counts one. @type {Reader} */
export function cells(status, report) {
  const summary = get(report, "summary");
  const problems = list(report, "cells")
    .filter((cell) => get(cell, "ok") !== true)
    .map(
      (cell) =>
        `${text(cell, "repro")} ${text(cell, "case")} ${JSON.stringify(get(cell, "tools"))}: ${text(cell, "outcome")}, ${text(cell, "detail")}`,
    );
  const skipped = count(summary, "unavailable");
  const totals = {
    passed: count(summary, "ok"),
    failed: count(summary, "drift", "error"),
    skipped,
    problems,
  };
  // Exit 2 says that something could not run, which the skipped cells have said.
  const explained = status === 2 && skipped > 0 ? 0 : status;
  return sound(explained, totals);
}

/** The JSON of `misbuilt verify --mutants`: each mutant counts one. @type {Reader} */
export function mutants(status, report) {
  const summary = get(report, "summary");
  const problems = list(report, "mutants")
    .filter((one) => get(one, "caught") !== true)
    .map(
      (one) =>
        `${text(one, "repro")} ${text(one, "mutant")}: ${text(one, "outcome")}, ${text(one, "detail")}`,
    );
  const skipped = count(summary, "unavailable");
  const totals = {
    passed: count(summary, "caught"),
    failed: count(summary, "missed"),
    skipped,
    problems,
  };
  const explained = status === 2 && skipped > 0 ? 0 : status;
  return sound(explained, totals);
}

/** @param {unknown} message */
function firstLine(message) {
  return typeof message === "string" ? (message.split("\n")[0] ?? "") : "";
}

/**
 * A runner that ran nothing, or that ended badly without naming a failure, has failed.
 * @param {number} status
 * @param {Totals} totals
 * @returns {Totals}
 */
function sound(status, totals) {
  const { passed, failed, skipped, problems } = totals;
  const problem =
    passed + failed + skipped === 0
      ? `ran no test (exit ${status})`
      : status !== 0 && failed === 0
        ? `exit ${status}, though no test failed`
        : undefined;
  if (problem === undefined) return totals;
  return {
    passed,
    failed: failed + 1,
    skipped,
    problems: [...problems, problem],
  };
}

/**
 * In CI nothing may be skipped: what is missing there is missing from the proof.
 * @param {Totals} totals
 * @returns {Totals}
 */
export function strict({ passed, failed, skipped, problems }) {
  if (skipped === 0) return { passed, failed, skipped, problems };
  return {
    passed,
    failed: failed + skipped,
    skipped: 0,
    problems: [
      ...problems,
      `${skipped} skipped, which counts as failed where CI=true`,
    ],
  };
}
