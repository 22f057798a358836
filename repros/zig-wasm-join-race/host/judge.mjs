// From reports to a verdict, the same for Node and for a browser. A run is sound when it returned 0, every thread
// ended, every count is exact and every block was intact; any other run is named after what went wrong first.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

/** @returns {"sound" | "exited" | "trapped" | "hung" | "not started" | "miscounted" | "damaged" | "out of memory"} */
export function kind({ outcome, detail, progress }) {
  if (outcome !== "returned") return outcome;
  if (detail !== "0") return "not started";
  if (progress.damaged > 0) return "damaged";
  if (progress.counter !== progress.expected) return "miscounted";
  return progress.refused > 0 ? "out of memory" : "sound";
}

/** One line for a run, for people. */
export function line(report) {
  const { counter, expected, checked, damaged } = report.progress;
  return `${kind(report)}: ${report.outcome} ${report.detail}; counter ${counter} of ${expected}; ${damaged} of ${checked} damaged`;
}

/** What the command lines of node.mjs and chromium.mjs have in common. A scenario is PROGRAM.ENTRY[@DELAY][,ARGUMENT…]. */
export function readCommand(usage) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: "string", default: "1" },
      seconds: { type: "string", default: "20" },
      "entry-stacks": { type: "string" },
      first: { type: "string", default: "worker" },
      "not-isolated": { type: "boolean", default: false },
      "show-traps": { type: "boolean", default: false },
    },
  });
  if (positionals.length === 0) {
    console.error(usage);
    process.exit(2);
  }
  return {
    isolated: !values["not-isolated"],
    showTraps: values["show-traps"],
    plan: {
      runs: Number(values.runs),
      first: values.first,
      seconds: Number(values.seconds),
      entryStacks: values["entry-stacks"],
      scenarios: positionals.map((text) => {
        const [name, ...args] = text.split(",");
        const [program, call] = name.split(".");
        const [entry, delay] = call.split("@");
        return {
          program,
          entry,
          args: args.map(Number),
          spawnDelay: Number(delay ?? 0),
        };
      }),
    },
  };
}

/**
 * Prints a line for each scenario, writes the numbers to $OUT/facts.json, and says how to exit: 0 all sound, 1 not.
 * `reports` has a list of reports for each scenario. Traps are printed only where they are the same every time.
 */
export function conclude({ plan, showTraps }, reports) {
  const facts = {};
  let sound = true;
  plan.scenarios.forEach(({ program, entry, args, spawnDelay }, index) => {
    const kinds = {};
    const details = {};
    for (const report of reports[index]) {
      if (report.text !== "") console.error(report.text.trimEnd());
      console.error(`${entry}: ${line(report)}`);
      const name = kind(report);
      kinds[name] = (kinds[name] ?? 0) + 1;
      if (report.outcome !== "returned")
        details[report.detail] = (details[report.detail] ?? 0) + 1;
    }
    const all = reports[index].length;
    facts[[`${program}.${entry}@${spawnDelay}`, ...args].join(" ")] = {
      runs: all,
      sound: kinds.sound ?? 0,
      kinds,
      details,
    };
    const good = all > 0 && kinds.sound === all;
    sound &&= good;
    const late = spawnDelay > 0 ? `, thread-spawn ${spawnDelay} ms late` : "";
    console.log(
      `${[entry, ...args].join(" ")}${late}: ${good ? `sound in ${all} of ${all} runs` : "broken"}`,
    );
    if (showTraps)
      for (const detail of Object.keys(details)) console.log(`  ${detail}`);
  });
  if (process.env.OUT !== undefined)
    writeFileSync(
      `${process.env.OUT}/facts.json`,
      JSON.stringify(facts, null, 1),
    );
  return sound ? 0 : 1;
}
