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
import { byCost, shards } from "../../verify/plan/shard.ts";
import { bless, recordBlessing } from "../../verify/record/bless.ts";
import { record } from "../../verify/record/record.ts";
import {
  exitCode,
  planDigest,
  sortCells,
  summarise,
  type Report,
} from "../../verify/report/report.ts";
import { colored, plain, table } from "../../verify/report/table.ts";
import {
  judgeAll,
  sourcesOf,
  verify as verifyCells,
} from "../../verify/verify.ts";

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
  const seen = await verifyCells(byCost(part, costs), options).finally(done);
  let provenance = seen.provenance;
  if (flag(values, "bless") && !seen.interrupted) {
    const { changed, refused } = await bless(seen.seen);
    for (const { file, diff } of changed) io.err(`blessed ${file}\n${diff}`);
    for (const file of await recordBlessing(
      root,
      changed.map((one) => one.file),
    ))
      note(`noted in ${file}`);
    for (const why of refused) note(`not blessed: ${why}`);
    if (changed.length + refused.length === 0)
      note("nothing to bless: every expected file is what was printed");
    provenance = { ...provenance, sources: await sourcesOf(repros) };
  }
  const results = sortCells(await judgeAll(seen.seen));
  const summary = summarise(results);
  if (flag(values, "json"))
    io.out(
      json({
        cells: results,
        mutants: [],
        summary,
        plan: { digest: planDigest(cells), cells: cells.length, shard },
        run: provenance,
      }),
    );
  else io.out(table(results, io.color ? colored : plain));
  if (seen.interrupted) {
    note(
      `interrupted: ${results.length} of ${part.length} cells are finished and kept; go on with --resume`,
    );
    return 130;
  }
  if (flag(values, "record"))
    for (const file of await record(root, repros, results, provenance))
      note(`recorded ${file}`);
  return exitCode(summary) || (refused.length > 0 ? 2 : 0);
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
