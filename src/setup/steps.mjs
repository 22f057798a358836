import { cells, mutants, tool, vitest } from "./totals.mjs";

/**
 * A step of `npm test`.
 * @typedef {object} Step
 * @property {string} name what it checks
 * @property {(report: string) => string[]} command the call; `report` is the file for its JSON, where it takes one
 * @property {import("./totals.mjs").Reader} totals how its result counts
 * @property {"file" | "stdout"} [report] where its JSON report comes from
 */

/** @param {string[]} args @returns {(report: string) => string[]} */
const runVitest =
  (...args) =>
  (report) => [
    "vitest",
    "run",
    ...args,
    // A slow or busy machine is no failure; a test that hangs still is.
    "--test-timeout=120000",
    "--hook-timeout=240000",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];

/** Every step of `npm test`, in order; each runs whatever became of the others. @type {readonly Step[]} */
export const steps = [
  {
    name: "format",
    command: () => ["prettier", "--check", "."],
    totals: tool,
  },
  // First of those that need Astro's generated types, because it writes them.
  { name: "types of pages", command: () => ["astro", "check"], totals: tool },
  { name: "lint", command: () => ["eslint", "."], totals: tool },
  { name: "types", command: () => ["tsc", "--noEmit"], totals: tool },
  {
    name: "import directions",
    command: () => ["node", "tests/imports/cruise.ts"],
    totals: tool,
  },
  {
    name: "catalogue",
    command: () => ["node", "src/cli/main.ts", "check"],
    totals: tool,
  },
  {
    name: "unit tests",
    command: runVitest("--dir", "tests", "--exclude", "site/**"),
    totals: vitest,
    report: "file",
  },
  {
    name: "site build",
    command: () => ["node", "src/site/build.ts"],
    totals: tool,
  },
  {
    name: "browser tests",
    command: runVitest("--dir", "tests/site"),
    totals: vitest,
    report: "file",
  },
  {
    name: "reproducers",
    command: () => ["node", "src/cli/main.ts", "verify", "--json"],
    totals: cells,
    report: "stdout",
  },
  {
    name: "mutants",
    command: () => [
      ...["node", "src/cli/main.ts", "verify"],
      ...["--mutants", "--changed", "--json"],
    ],
    totals: mutants,
    report: "stdout",
  },
];
