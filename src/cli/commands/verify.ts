import {
  flag,
  json,
  text,
  UsageError,
  type Command,
  type Input,
} from "../command.ts";
import { selectedCells, selectionOptions } from "../cells.ts";
import { interruption } from "../interruption.ts";
import { verifyMutants } from "../mutants.ts";
import { readRunOptions, runOptions, toolOptions } from "../verify-options.ts";
import { shards } from "../../verify/plan/shard.ts";
import { bless, recordBlessing } from "../../verify/record/bless.ts";
import { record } from "../../verify/record/record.ts";
import { runAndJudge } from "../../verify/judged.ts";
import { exitCode, type Report } from "../../verify/report/report.ts";
import { colored, plain, table } from "../../verify/report/table.ts";
import type { VerifyRun } from "../../verify/verify.ts";

function readShard(given: string | undefined): Report["plan"]["shard"] {
  if (given === undefined) return null;
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(given) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (!(shard.index >= 1 && shard.index <= shard.of && shard.of <= 100_000))
    throw new UsageError(`--shard ${given}: expected i/N, such as 1/4 to 4/4`);
  return shard;
}

async function run(input: Input): Promise<number> {
  const { io, root, values } = input;
  const shard = readShard(text(values, "shard"));
  const how = readRunOptions(input);
  const { repros, cells, costs, refused } = await selectedCells(input);
  const part =
    shard === null
      ? cells
      : (shards(cells, shard.of, costs)[shard.index - 1]?.cells ?? []);
  const note = (line: string): void => {
    io.err(`${line}\n`);
  };
  const { signal, done } = interruption();
  const options = {
    root,
    ...how,
    thorough: flag(values, "check-tools"),
    cached: !flag(values, "no-cache"),
    resume: flag(values, "resume"),
    resumable: true,
    signal,
    note,
    progress: (line: string | null) => {
      io.progress(line);
    },
  };
  if (flag(values, "mutants"))
    return verifyMutants(input, repros, options)
      .then((code) => code || (refused.length > 0 ? 2 : 0))
      .finally(done);
  if (flag(values, "changed"))
    throw new UsageError("--changed chooses among mutants: add --mutants");
  const rewrite = async (seen: VerifyRun["seen"]): Promise<void> => {
    const { changed, refused: left } = await bless(seen);
    for (const { file, diff } of changed) io.err(`blessed ${file}\n${diff}`);
    const files = changed.map((one) => one.file);
    for (const file of await recordBlessing(root, files))
      note(`noted in ${file}`);
    for (const why of left) note(`not blessed: ${why}`);
    if (changed.length + left.length === 0)
      note("nothing to bless: every expected file is what was printed");
  };
  const { interrupted, report } = await runAndJudge(
    { cells: part, plan: cells, shard, costs },
    options,
    flag(values, "bless") ? rewrite : undefined,
  ).finally(done);
  if (flag(values, "json")) io.out(json(report));
  else io.out(table(report.cells, io.color ? colored : plain));
  if (interrupted) {
    note(
      `interrupted: ${report.cells.length} of ${part.length} cells are finished and kept; go on with --resume`,
    );
    return 130;
  }
  if (flag(values, "record")) {
    const files = await record(root, repros, report.cells, report.run);
    for (const file of files) note(`recorded ${file}`);
    if (files.length === 0) note("recorded: there was nothing new to say");
  }
  return exitCode(report.summary) || (refused.length > 0 ? 2 : 0);
}

export const verify: Command = {
  usage: "misbuilt verify [SLUG…]",
  names: {
    least: 0,
    most: Infinity,
    otherwise: "verify takes names of reproducers",
  },
  options: {
    ...selectionOptions,
    shard: {
      type: "string",
      value: "i/N",
      description: "only the i-th of N parts of about equal cost",
    },
    ...runOptions,
    ...toolOptions,
    mutants: {
      type: "boolean",
      description: "instead of cells, run the changes that cells must notice",
    },
    changed: {
      type: "boolean",
      description:
        "of the mutants, those never caught as they are now, and one of each reproducer",
    },
    "no-cache": {
      type: "boolean",
      description: "run cells again that were run with identical inputs",
    },
    resume: {
      type: "boolean",
      description: "go on with the last run that was cut short",
    },
    record: {
      type: "boolean",
      description:
        "write the outcomes to content/verdicts/, those of mutants to content/mutants/",
    },
    bless: {
      type: "boolean",
      description: "rewrite expected files to what was printed, show the diff",
    },
  },
  examples: [
    {
      call: "misbuilt verify --mutants --record",
      does: "every mutant, and written down",
    },
    {
      call: "misbuilt verify zig-macho-tls-misalignment",
      does: "every case under its pinned versions",
    },
    {
      call: "misbuilt verify --tool zig=0.14.1 --case pad",
      does: "one case under one version",
    },
    {
      call: "misbuilt verify --matrix --no-cache --record",
      does: "everything, anew, and written down",
    },
  ],
  exits: {
    0: "every cell is as expected, every mutant caught",
    1: "some cell ran and is not as expected, or some mutant was missed",
    2: "some cell could not run: something is missing, or the harness failed",
    130: "interrupted; --resume goes on",
  },
  run,
};
