import { basename } from "node:path/posix";
import { z } from "zod";
import { program, type SourceKind } from "./kind.ts";

const schema = z.strictObject({
  ...program,
  source: z
    .literal("rustup")
    .describe("The machine’s rustc, or one that rustup has or installs."),
  executable: z
    .string()
    .min(1)
    .describe("The executable, relative to the toolchain’s sysroot."),
  versions: z
    .record(
      z.string(),
      z.strictObject({
        toolchain: z
          .string()
          .min(1)
          .describe(
            "Its name for rustup, which installs it where it is the number of a release.",
          ),
      }),
    )
    .describe("Version to toolchain."),
});

export const rustup = {
  schema,
  executable: ({ executable }) => basename(executable),
  extend(tool, version) {
    const entry = { toolchain: version };
    return { ...tool, versions: { ...tool.versions, [version]: entry } };
  },
} satisfies SourceKind<z.infer<typeof schema>>;
