import { readFile } from "node:fs/promises";
import {
  flag,
  json,
  UsageError,
  type Command,
  type Input,
} from "../command.ts";
import { loadRepros } from "../../verify/load.ts";
import { record } from "../../verify/record/record.ts";
import {
  merge as mergeReports,
  MergeError,
  type NamedReport,
} from "../../verify/report/merge.ts";
import { report } from "../../verify/report/report.ts";
import { colored, plain, table } from "../../verify/report/table.ts";

async function readReport(file: string): Promise<NamedReport> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${file}: expected the output of misbuilt verify --json: ${reason}`,
    );
  }
  const parsed = report.safeParse(value);
  if (parsed.success) return { file, report: parsed.data };
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `${file}: expected the output of misbuilt verify --json: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
  );
}

async function run(input: Input): Promise<number> {
  const { io, positionals, root, values } = input;
  if (positionals.length === 0)
    throw new UsageError(
      "expected files: misbuilt merge FILE…, each the output of misbuilt verify --json",
    );
  const parts: NamedReport[] = [];
  for (const file of positionals) parts.push(await readReport(file));
  let merged;
  try {
    merged = mergeReports(parts);
  } catch (error) {
    if (error instanceof MergeError) throw new UsageError(error.message);
    throw error;
  }
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
  name: "merge",
  summary: "joins what the shards of a verify run printed with --json",
  usage: "misbuilt merge FILE…",
  options: {
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
  ],
  exits: {
    0: "joined, whatever the cells came to",
    2: "a file is no report, shards are missing, or two disagree",
  },
  run,
};
