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
  release: z
    .string()
    .regex(/^[a-z]+$/)
    .describe("The release’s name, such as trixie."),
  executable: z
    .string()
    .min(1)
    .describe(
      "The program below that root. It runs with the root’s own loader and libraries.",
    ),
  versions: z
    .record(
      z.string(),
      z.strictObject({
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
    .describe("Version to its packages."),
});

export const aptRelease = {
  schema,
  executable: ({ executable }) => basename(executable),
  // A release has one version of a package at a time; what is new in it is pinned by hand.
  extend: () => undefined,
} satisfies SourceKind<z.infer<typeof schema>>;
