import { basename } from "node:path/posix";
import { z } from "zod";
import { program, type SourceKind } from "./kind.ts";
import { sha256 } from "./pins.ts";

const schema = z.strictObject({
  ...program,
  source: z
    .literal("apt-release")
    .describe(
      "Packages of another Debian release, in a root of their own, through apt with a state of its own, as root.",
    ),
  arguments: z
    .array(z.string().regex(/^[\w$+,./:=-]+$/))
    .default([])
    .describe(
      "Arguments that it gets before a script’s own, $root being the root: a gcc has --sysroot=$root and -B$root/usr/bin/, so that headers, libraries, assembler and linker are the root’s.",
    ),
  versions: z
    .record(
      z.string(),
      z.strictObject({
        release: z
          .string()
          .regex(/^[a-z]+$/)
          .describe("The release’s name, such as trixie."),
        executable: z
          .string()
          .min(1)
          .describe(
            'The program below that root. Like every program there it runs with the root’s own loader and libraries, and so do those that it starts from there. A program that it links needs them too: run.sh starts it as "${GCC_START:-env}" "$OUT/program", where GCC is the tool’s variable; by hand, with a compiler of one’s own, the variable is not set.',
          ),
        packages: z
          .record(
            z.string(),
            z.strictObject({
              version: z.string().min(1).describe("The package’s version."),
              sha256: sha256.describe(
                "The digest of its file, as the release’s signed index has it.",
              ),
              bytes: z.int().positive().describe("The file’s size in bytes."),
            }),
          )
          .describe("Every package that goes into the root."),
      }),
    )
    .describe("Version to its release and packages."),
});

export const aptRelease = {
  schema,
  executable: ({ versions }, version) =>
    basename(versions[version]?.executable ?? ""),
  // A release has one version of a package at a time; what is new in it is pinned by hand.
  extend: () => undefined,
} satisfies SourceKind<z.infer<typeof schema>>;
