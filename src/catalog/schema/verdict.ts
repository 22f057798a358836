import { z } from "zod";
import { affectedAnswer } from "./affected.ts";
import { outcome, params, role, slug, toolVersions } from "./common.ts";
import { historyEnd } from "./history.ts";
import { run } from "./run.ts";

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits")
  .describe("SHA-256, hexadecimal.");

/** A fact that a script measured about what it built: text or number, or a list or table of them. */
export const fact: z.ZodType<Fact> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(fact),
    z.record(z.string(), fact),
  ]),
);
export type Fact =
  string | number | boolean | null | Fact[] | { [key: string]: Fact };

/** What one cell came to. The first ten keys are the command line’s contract. */
export const cellResult = z.strictObject({
  repro: slug.describe("The reproducer: a folder of repros/."),
  case: slug.describe("The case of it."),
  role,
  tools: toolVersions,
  outcome,
  expected: outcome.describe(
    "The outcome that the manifest expects of this cell.",
  ),
  ok: z
    .boolean()
    .describe(
      "Outcome, output and the affected check’s answer are as expected.",
    ),
  affected: affectedAnswer
    .nullable()
    .default(null)
    .describe(
      "What the affected check said of what this cell built; null where it was not asked.",
    ),
  ms: z
    .number()
    .min(0)
    .describe(
      "Wall time of its scripts, in milliseconds. A recorded one stays until a run takes over half as long again, or less than two thirds of it.",
    ),
  detail: z
    .string()
    .describe(
      "What was seen, in a line; where `ok` is false, what was expected and what to do.",
    ),
  params,
  exit: z
    .strictObject({
      build: z
        .int()
        .nullable()
        .describe(
          "Exit status of the build script; null where it did not run.",
        ),
      run: z
        .int()
        .nullable()
        .describe("Exit status of the run script; null where it did not run."),
    })
    .describe("Exit statuses as a shell reports them."),
  stdout: z
    .string()
    .describe("What the run script (or a refused build) printed, normalised."),
  stderr: z
    .string()
    .default("")
    .describe("Its standard error, normalised, its last 4 KiB."),
  facts: z
    .record(z.string(), fact)
    .default({})
    .describe("What the scripts wrote to $OUT/facts.json."),
  measuredAt: z.iso
    .datetime()
    .describe(
      "When it ran, UTC. Where it is recorded, when the newest of those cells ran that its run recorded with it.",
    ),
  run: run.shape.id
    .nullable()
    .default(null)
    .describe(
      "The run that it was last seen in: an entry of `runs`; null where nothing was started.",
    ),
  printedIn: run.shape.id
    .nullable()
    .default(null)
    .describe(
      "The run that `stderr` and `facts` are of, where that is an earlier one than `run`: an entry of `runs`. The newer run came to the same in everything else. Null where they are of `run`.",
    ),
  cached: z
    .boolean()
    .default(false)
    .describe("Answered from an earlier run of identical sources and tools."),
});
export type CellResult = z.infer<typeof cellResult>;

/** A reproducer’s recorded outcomes, put together from its file in `content/verdicts/` and its history. */
export const verdict = z
  .strictObject({
    schemaVersion: z.literal(1).describe("The version of this format."),
    repro: slug.describe("The reproducer that was run."),
    recordedAt: z.iso
      .datetime()
      .describe("When the newest cell was recorded, UTC."),
    sources: sha256.describe(
      "Digest of the reproducer’s files; another digest means that the verdict is older than its sources.",
    ),
    history: historyEnd
      .nullable()
      .default(null)
      .describe(
        "Where `content/history/<slug>.jsonl` ends; null where there is none yet.",
      ),
    sandbox: run.shape.sandbox.describe(
      "What the cells ran in: `none` where any of the runs had no sandbox.",
    ),
    machine: run.shape.machine.describe("Where the newest run was made."),
    runs: z
      .array(run)
      .default([])
      .describe("The runs that the cells were seen in, oldest first."),
    toolchains: z
      .array(
        z.strictObject({
          tool: z
            .string()
            .describe("The tool’s name in repros/toolchains.yaml."),
          version: z.string().describe("Its exact version."),
          source: z
            .string()
            .describe("Where it came from: pip, apt, rustup, npm or machine."),
          sha256: sha256.describe("Digest of the executable that ran."),
          reports: z
            .string()
            .describe("What it says of its own version, first line."),
        }),
      )
      .describe("The tools that ran."),
    cells: z
      .array(cellResult)
      .min(1)
      .describe("Every cell, sorted by case, tools and parameters."),
  })
  .describe("Outcomes against what the manifest expects, dated.");
export type Verdict = z.infer<typeof verdict>;
