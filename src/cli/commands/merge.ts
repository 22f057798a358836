import {
  flag,
  json,
  text,
  UsageError,
  type Command,
  type Input,
} from "../command.ts";
import { readReport } from "../report-file.ts";
import { loadRepros } from "../../verify/load.ts";
import { cellKey } from "../../catalog/cells/cell.ts";
import { joinBranch } from "../../verify/record/branch.ts";
import { record } from "../../verify/record/record.ts";
import { plan } from "../../catalog/cells/plan.ts";
import { sourcesOf } from "../../verify/verify.ts";
import { isDisagreement } from "../../verify/report/disagree.ts";
import {
  gaps,
  merge as mergeReports,
  MergeError,
  type NamedReport,
} from "../../verify/report/merge.ts";
import { colored, plain, table } from "../../verify/report/table.ts";

const expectedFiles =
  "expected files: misbuilt merge FILE…, each the output of misbuilt verify --json";

async function run(input: Input): Promise<number> {
  const { io, positionals, root, values } = input;
  const branch = text(values, "branch");
  if (branch !== undefined) {
    if (positionals.length > 0)
      throw new UsageError("expected no files beside --branch");
    for (const file of await joinBranch(root, branch))
      io.err(`joined ${file}\n`);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError(expectedFiles);
  const parts: NamedReport[] = [];
  for (const file of positionals) parts.push(await readReport(root, file));
  if (flag(values, "accept-gaps")) {
    const repros = await loadRepros(root);
    const planned = plan(repros, { matrix: true, cases: [], tools: {} });
    const now = new Date().toISOString();
    const rest = gaps(parts, planned, await sourcesOf(repros), now);
    if (rest !== undefined && rest.report.cells.length > 0) {
      io.err(`${rest.report.cells.length} cells: their shard did not report\n`);
      parts.push(rest);
    }
  }
  let merged;
  try {
    merged = mergeReports(
      parts,
      flag(values, "accept-disagreements") ? "count as error" : "refuse",
    );
  } catch (error) {
    if (error instanceof MergeError) throw new UsageError(error.message);
    throw error;
  }
  for (const cell of merged.cells.filter(isDisagreement))
    io.err(`${cellKey(cell)}: ${cell.detail.replaceAll("\n", "\n  ")}\n`);
  if (flag(values, "json")) io.out(json(merged));
  else io.out(table(merged.cells, io.color ? colored : plain));
  if (flag(values, "record")) {
    const slugs = [...new Set(merged.cells.map((cell) => cell.repro))];
    const repros = await loadRepros(root, slugs);
    const files = await record(root, repros, merged.cells, merged.run);
    for (const file of files) io.err(`recorded ${file}\n`);
  }
  return 0;
}

export const merge: Command = {
  usage: "misbuilt merge FILE…",
  names: {
    // None beside --branch.
    least: 0,
    most: Infinity,
    otherwise: expectedFiles,
  },
  options: {
    branch: {
      type: "string",
      value: "NAME",
      description: "instead: join what HEAD and this branch recorded",
    },
    "accept-gaps": {
      type: "boolean",
      description: "whole matrix: count cells of dead shards as unavailable",
    },
    "accept-disagreements": {
      type: "boolean",
      description: "count cells whose reports differ as errors",
    },
    record: {
      type: "boolean",
      description: "write the outcomes to content/verdicts/",
    },
  },
  examples: [
    {
      call: "misbuilt merge shard-*.json --json",
      does: "one report out of all, or a refusal that says what is missing",
    },
    {
      call: "misbuilt merge shard-*.json --accept-gaps --json",
      does: "the same although a machine died; settle runs its cells again",
    },
    {
      call: "misbuilt merge shard-*.json --accept-disagreements --json",
      does: "the same although one reported twice, with other results",
    },
    {
      call: "misbuilt merge --branch MERGE_HEAD",
      does: "settles a git merge's conflicts in histories, verdicts, events",
    },
  ],
  exits: {
    0: "joined, whatever the cells came to",
    2: "a file is no report, shards are missing, or two disagree",
  },
  run,
};
