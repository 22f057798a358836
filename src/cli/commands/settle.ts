import { flag, json, text, type Command, type Input } from "../command.ts";
import { readCount } from "../cells.ts";
import { interruption } from "../interruption.ts";
import { readReport } from "../report-file.ts";
import { readRunOptions, runOptions } from "../verify-options.ts";
import { settle as conclude, type Settled } from "../../nightly/settle.ts";
import { exitCode } from "../../verify/report/report.ts";
import { colored, plain, table } from "../../verify/report/table.ts";

export const patienceOption = {
  "retry-minutes": {
    type: "string",
    value: "N",
    description: "how long undecided cells may run again; 30 without it",
  },
} as const;

/** The time for running cells again, in milliseconds. */
export function readPatience({ values }: Input): number {
  return (
    readCount("retry-minutes", text(values, "retry-minutes") ?? "30") * 60_000
  );
}

/** What a person reads of a settled night. */
export function describeNight(settled: Settled, color: boolean): string {
  const percent = (rate: number): string => `${Math.round(rate * 100)} %`;
  return [
    table(settled.cells, color ? colored : plain),
    ...settled.events.map((event) => `${event.summary}\n`),
    ...settled.flaky.map(
      ({ cell, rate, runs }) =>
        `flaky: ${cell} varied in ${percent(rate)} of its last ${runs} runs\n`,
    ),
  ].join("");
}

/** 130 where it was cut short; 1 where something changed or is not as expected; 2 where a cell could not run; else 0. */
export function nightCode(settled: Settled): number {
  if (settled.interrupted) return 130;
  return settled.events.length > 0 ? 1 : exitCode(settled.summary);
}

async function run(input: Input): Promise<number> {
  const { io, positionals, root, values } = input;
  const [file = ""] = positionals;
  const { report } = await readReport(root, file);
  const { signal, done } = interruption();
  const settled = await conclude(report, {
    root,
    ...readRunOptions(input),
    patience: readPatience(input),
    signal,
    note: (line) => {
      io.err(`${line}\n`);
    },
    progress: (line) => {
      io.progress(line);
    },
  }).finally(done);
  if (flag(values, "json")) io.out(json(settled));
  else io.out(describeNight(settled, io.color));
  for (const written of settled.files) io.err(`wrote ${written}\n`);
  return nightCode(settled);
}

export const settle: Command = {
  usage: "misbuilt settle FILE",
  names: {
    least: 1,
    most: 1,
    otherwise:
      "expected one file: misbuilt settle FILE, what misbuilt verify --matrix --no-cache --json or misbuilt merge --json printed",
  },
  options: { ...runOptions, ...patienceOption },
  examples: [
    {
      call: "misbuilt settle report.json",
      does: "runs undecided cells again, then writes what the night came to",
    },
  ],
  exits: {
    0: "nothing changed and everything is as expected",
    1: "something changed, or is not as expected",
    2: "some cell could not run; what was known of it stays",
    130: "interrupted; nothing was written",
  },
  run,
};
