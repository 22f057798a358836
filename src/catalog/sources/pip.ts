import { basename } from "node:path/posix";
import { z } from "zod";
import { program, type SourceKind } from "./kind.ts";
import { sha256, type Pinned } from "./pins.ts";

const schema = z.strictObject({
  ...program,
  source: z.literal("pip").describe("A wheel, through pip, into the cache."),
  package: z.string().min(1).describe("The package’s name."),
  executable: z
    .string()
    .min(1)
    .describe(
      "The executable inside the unpacked wheel; `{release}` stands for the package’s version, as wheels name a folder of scripts by it.",
    ),
  versions: z
    .record(
      z.string(),
      z.strictObject({
        release: z
          .string()
          .min(1)
          .optional()
          .describe(
            "The package’s version where it differs, such as 0.13.0.post1.",
          ),
        sha256: z
          .record(z.string(), sha256)
          .describe("Platform (such as linux-x86_64) to the wheel’s digest."),
        bytes: z
          .int()
          .positive()
          .describe("The wheel’s size in bytes, for the progress line."),
      }),
    )
    .describe("Version to wheel."),
});

/** The lock file’s entry of a wheel that was pinned. */
export function wheelEntry({ release, wheel }: Pinned) {
  if (wheel === undefined) return undefined;
  const { platform, sha256, bytes } = wheel;
  return {
    ...(release === undefined ? {} : { release }),
    sha256: { [platform]: sha256 },
    bytes,
  };
}

export const pip = {
  schema,
  executable: ({ executable }) => basename(executable),
  extend(tool, version, pinned) {
    const entry = wheelEntry(pinned);
    if (entry === undefined) return undefined;
    return { ...tool, versions: { ...tool.versions, [version]: entry } };
  },
} satisfies SourceKind<z.infer<typeof schema>>;
