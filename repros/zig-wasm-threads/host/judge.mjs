// From reports to a verdict, the same for Node and for a browser. A run is sound when it returned 0, every thread
// ended, every count is what the host's own arguments make it, and everything was intact. Any other run is named after the
// mechanism that its memory proves, and after its end where nothing is proved.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

/** What each scenario must come to: threads that ended (of those, joined), the count, and blocks or bytes that were checked. */
const due = {
  run: ([increments, rounds]) => ({
    finished: 4,
    joined: 4,
    counter: 4 * increments,
    checked: rounds,
  }),
  detach: ([increments, rounds]) => ({
    finished: 4,
    joined: 0,
    counter: 5 * increments,
    checked: rounds,
  }),
  claim: ([blocks, times]) => ({
    finished: 4,
    joined: 4,
    checked: 4 * blocks * times,
  }),
  contend: () => ({ finished: 1, joined: 1, counter: 2, held: 1 }),
  linger: () => ({ finished: 1, joined: 1 }),
  deep: () => ({
    finished: 1,
    joined: 1,
    checked: (256 + 2048) * 1024,
    readBack: 200 * 1024,
  }),
  leave: () => ({ finished: 1, joined: 0, checked: 16384, readBack: 4096 }),
  stay: () => ({ finished: 1, joined: 1, checked: 16384, readBack: 4096 }),
  enter: () => ({ finished: 1, joined: 1, checked: 2048 }),
};

/** What a run came to, in a few words: "sound", the mechanism by which it broke, or how it ended. */
export function kind(report, { entry, args }) {
  const { outcome, detail, progress, marks, shown } = report;
  if (shown !== undefined) return shown.mechanism;
  if (outcome !== "returned") return `it ${outcome}, ${detail}`;
  if (detail !== "0") return "threads were not started";
  const {
    checked,
    counter = 0,
    held = 0,
    readBack = 0,
    ...rest
  } = due[entry](args);
  if (progress.refused > 0) return "it ran out of memory";
  if (progress.damaged > 0 || marks.lost > 0) return "memory was damaged";
  if (progress.counter !== counter)
    return `it counted ${progress.counter} of ${counter}`;
  for (const [name, threads] of Object.entries(rest))
    if (progress[name] !== threads)
      return `${progress[name]} of ${threads} threads had ${name}`;
  if (progress.checked < (checked ?? 0) || progress.held !== held)
    return "it did not do all of its work";
  if (marks.readBack !== readBack)
    return `${marks.readBack} of ${readBack} bytes were written`;
  return "sound";
}

/** One line for a run, for people. */
export function line(report, scenario) {
  const { counter, checked, damaged } = report.progress;
  const proof = report.shown === undefined ? "" : `; ${report.shown.proof}`;
  return `${kind(report, scenario)}: ${report.outcome} ${report.detail}; counter ${counter}; ${damaged} of ${checked} damaged${proof}`;
}

/** What the command lines of node.mjs and chromium.mjs have in common. A scenario is PROGRAM.ENTRY[@DELAY][,ARGUMENT…]. */
export function readCommand(usage) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: "string", default: "1" },
      seconds: { type: "string", default: "20" },
      chance: { type: "boolean", default: false },
      "entry-stacks": { type: "string" },
      first: { type: "string", default: "worker" },
      "not-isolated": { type: "boolean", default: false },
    },
  });
  if (positionals.length === 0) {
    console.error(usage);
    process.exit(2);
  }
  const scenarios = positionals.map((text) => {
    const [name, ...args] = text.split(",");
    const [program, call] = name.split(".");
    const [entry, delay] = call.split("@");
    return {
      program,
      entry,
      args: args.map(Number),
      spawnDelay: Number(delay ?? 0),
    };
  });
  return {
    isolated: !values["not-isolated"],
    chance: values.chance,
    plan: {
      runs: Number(values.runs),
      firsts: values.first.split(","),
      seconds: Number(values.seconds),
      entryStacks: values["entry-stacks"],
      scenarios,
    },
  };
}

const countEach = (all) =>
  all.reduce(
    (counts, one) => ({ ...counts, [one]: (counts[one] ?? 0) + 1 }),
    {},
  );

/**
 * What the runs of a scenario come to. All must agree; where the hazard depends on `chance`, one run that shows its mechanism is
 * enough, whatever the damaged memory did to others.
 */
function verdict(reports, kinds, chance) {
  const all = reports.length;
  if (all > 0 && kinds.sound === all) return `sound in ${all} of ${all} runs`;
  const mechanisms = new Set(
    reports.flatMap(({ shown }) =>
      shown === undefined ? [] : [shown.mechanism],
    ),
  );
  const [mechanism] = mechanisms;
  return mechanisms.size === 1 && (chance || kinds[mechanism] === all)
    ? `broken: ${mechanism}`
    : `broken, and not explained: ${Object.keys(kinds).sort().join("; ")}`;
}

/**
 * Prints a line for each scenario, writes the numbers to $OUT/facts.json, and says how to exit: 0 all sound, 1 not.
 * `reports` has a list of reports for each scenario.
 */
export function conclude({ plan, chance }, reports) {
  const facts = {};
  let sound = true;
  plan.scenarios.forEach((scenario, index) => {
    const { entry, args, spawnDelay } = scenario;
    const all = reports[index];
    for (const report of all) {
      if (report.text !== "") console.error(report.text.trimEnd());
      console.error(`${entry}: ${line(report, scenario)}`);
    }
    const kinds = countEach(all.map((report) => kind(report, scenario)));
    const late = countEach(
      all.map(({ late, started }) => `${late} of ${started}`),
    );
    const lateness =
      spawnDelay > 0
        ? `, ${Object.keys(late).join(" and ")} threads ended before thread-spawn returned`
        : "";
    const words = verdict(all, kinds, chance);
    console.log(`${[entry, ...args].join(" ")}${lateness}: ${words}`);
    sound &&= kinds.sound === all.length;
    facts[spawnDelay > 0 ? `${entry}-late` : entry] = {
      args,
      runs: all.length,
      sound: kinds.sound ?? 0,
      broken: all.length - (kinds.sound ?? 0),
      kinds,
      details: countEach(
        all.map(({ outcome, detail }) => `${outcome} ${detail}`),
      ),
      damaged: all.map(({ progress }) => progress.damaged),
      lost: all.map(({ marks }) => marks.lost),
      checked: all.map(({ progress }) => progress.checked),
    };
  });
  if (process.env.OUT !== undefined)
    writeFileSync(
      `${process.env.OUT}/facts.json`,
      JSON.stringify(facts, null, 1),
    );
  return sound ? 0 : 1;
}
