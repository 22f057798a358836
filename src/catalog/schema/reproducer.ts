import { z } from "zod";
import { axis } from "./axis.ts";
import { affectedCheck, affectedException, artefacts } from "./affected.ts";
import { outcome, params, role, slug } from "./common.ts";
import { simulated } from "./simulated.ts";
import { mutant, withoutMutant } from "./mutant.ts";
import { fileName, sign } from "./sign.ts";

const versionChoice = z
  .union([
    z.literal("pinned"),
    z.literal("all"),
    z.array(z.string().min(1)).min(1),
  ])
  .describe("`pinned` versions, `all` versions, or a list out of them.");

const exception = z.strictObject({
  tools: z
    .record(z.string(), z.array(z.string().min(1)).min(1))
    .default({})
    .describe("Applies where every named tool has one of these versions."),
  params: z
    .record(z.string(), z.array(z.string()).min(1))
    .default({})
    .describe("Applies where every named parameter has one of these values."),
  outcome: outcome
    .extract(["hazard", "clean", "blocked"])
    .describe("The outcome expected there."),
  stdout: z
    .union([fileName, z.literal(false)])
    .optional()
    .describe(
      "The expected output there; `false` compares none. Without it, none is compared where the outcome differs.",
    ),
  reason: z.string().min(1).describe("Why it differs, in a sentence."),
});

const expectation = z.strictObject({
  outcome: outcome
    .extract(["hazard", "clean", "blocked"])
    .describe(
      "The outcome expected under the pinned toolchain, and elsewhere unless `except` says otherwise.",
    ),
  stdout: z
    .union([fileName, z.literal(false)])
    .optional()
    .describe(
      "File with the exact output expected, after normalising; `expected/<case>.txt` by default; `false` compares none.",
    ),
  except: z
    .array(exception)
    .default([])
    .describe(
      "Versions or parameters that are expected to differ; the first that fits counts.",
    ),
});

const reproCase = z.strictObject({
  id: slug.describe("Names the case in commands, verdicts and addresses."),
  role,
  label: z
    .string()
    .min(1)
    .max(60)
    .describe(
      "What pages call it, in a reader’s words, such as `std as shipped` or `--icf=all`. Cases that do the same with another tool may share one.",
    ),
  title: z
    .string()
    .min(1)
    .describe("What is done and what comes of it, in a sentence."),
  tools: z
    .record(z.string(), versionChoice)
    .describe(
      "Which tools it uses, and the versions that the matrix covers for it. The cells are the product.",
    ),
  vary: z
    .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.array(z.string()).min(1))
    .default({})
    .describe(
      "Environment variables with several values, a cell for each combination.",
    ),
  pinned: z
    .record(z.string(), z.array(z.string()).min(1))
    .default({})
    .describe(
      "Of the values in `vary`, or of the versions of a tool, those that a pinned run takes of this case; all values of a variable that is not named, and the manifest’s pinned versions of a tool that is not. The matrix covers the rest.",
    ),
  env: params.default({}).describe("Environment variables for both scripts."),
  machine: simulated.optional(),
  build: fileName
    .default("build.sh")
    .describe("The script that builds into $OUT."),
  run: fileName
    .default("run.sh")
    .describe(
      "The script that runs what was built; its exit status is the program’s.",
    ),
  expect: expectation.describe("What must come of it."),
  signs: z
    .strictObject({
      hazard: sign.optional(),
      clean: sign.optional(),
      blocked: sign.optional(),
    })
    .default({})
    .describe("Signs that differ from the reproducer’s own for this case."),
  artefacts: artefacts.optional(),
  affected: z
    .array(affectedException)
    .default([])
    .describe(
      "Where the affected check answers otherwise than the outcome says; the first that fits counts.",
    ),
  samples: z
    .strictObject({
      size: z.int().min(2).describe("How many times the script runs it."),
      note: z
        .string()
        .min(1)
        .describe(
          "The rate that was seen and the probability of a false alarm, in words.",
        ),
    })
    .optional()
    .describe(
      "For statistical cases: how many runs the script makes, and its rate and false-alarm probability in words.",
    ),
});
export type ReproCase = z.infer<typeof reproCase>;

/** A reproducer’s manifest: `repros/<slug>/repro.yaml`. */
export const reproducer = z
  .strictObject({
    schemaVersion: z.literal(1).describe("The version of this format."),
    title: z.string().min(1).describe("What it shows, in a sentence."),
    needs: z
      .strictObject({
        os: z
          .enum(["linux"])
          .default("linux")
          .describe("The operating system the scripts run on."),
        arch: z
          .enum(["x86_64", "any"])
          .default("x86_64")
          .describe("The CPU architecture the scripts run on."),
        cpu: z
          .array(z.string().min(1))
          .default([])
          .describe(
            "CPU features as /proc/cpuinfo writes them, such as `avx2`.",
          ),
      })
      .prefault({})
      .describe(
        "What the machine must have; a cell is `unavailable` without it.",
      ),
    tools: z
      .record(
        z.string(),
        z.strictObject({
          versions: z
            .array(z.string().min(1))
            .min(1)
            .describe("The versions of the matrix, oldest first."),
          pinned: z
            .array(z.string().min(1))
            .describe(
              "The versions that `verify` runs without further words; each in `versions`. None: its cells are of the matrix alone.",
            ),
        }),
      )
      .describe("Tools by their name in repros/toolchains.yaml."),
    limits: z
      .strictObject({
        seconds: z
          .int()
          .positive()
          .max(1800)
          .default(120)
          .describe(
            "Time of one script, in seconds. While more threads want to run than there are cores, a second counts for less, down to a quarter.",
          ),
        memoryMiB: z
          .int()
          .positive()
          .default(4096)
          .describe(
            "Address space of one process, in MiB. All processes together may hold as much, but at most 8 GiB and three quarters of the machine’s memory.",
          ),
        processes: z
          .int()
          .positive()
          .default(256)
          .describe("Processes and threads at once."),
        outputKiB: z
          .int()
          .positive()
          .default(1024)
          .describe("Bytes a script may print, in KiB."),
        diskMiB: z
          .int()
          .positive()
          .default(1024)
          .describe("Size of $OUT, in MiB."),
      })
      .prefault({})
      .describe("Limits of one script in its sandbox."),
    prepare: fileName
      .optional()
      .describe(
        "A script that builds what several cells share, once for each combination of tools; its $OUT is what those cells find, read-only, in $PREPARED. Without misbuilt nobody sets $PREPARED and the other scripts do that work themselves.",
      ),
    prepareReads: z
      .array(fileName)
      .optional()
      .describe(
        "The files and folders that `prepare` reads: it sees no others, and runs again only where one of them changes. All without it.",
      ),
    affected: affectedCheck.optional(),
    signs: z
      .strictObject({
        hazard: sign,
        clean: sign,
        blocked: sign.prefault({ step: "build", exit: "nonzero" }),
      })
      .describe(
        "How each outcome is recognised. A result that fits none, or two, is an `error`.",
      ),
    axes: z
      .array(axis)
      .default([])
      .describe("Axes along which a page may draw the matrix, two at a time."),
    cases: z
      .array(reproCase)
      .min(2)
      .describe(
        "At least one `hazard` and one `workaround` or `control`: a proof has two sides.",
      ),
    mutants: z
      .array(mutant)
      .default([])
      .describe(
        "Small changes to the reproducer’s own files under which a case must come out otherwise: the proof of the proof.",
      ),
    withoutMutant: z
      .array(withoutMutant)
      .default([])
      .describe(
        "Cases without a mutant that the rule demands: a `repaired` and a `foreign` one for each hazard, a `sabotaged` one for each workaround.",
      ),
  })
  .describe("How a hazard is shown, and how its absence is.");
export type Reproducer = z.infer<typeof reproducer>;
