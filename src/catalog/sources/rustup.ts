import { basename } from "node:path/posix";
import { z } from "zod";
import { named, program, type SourceKind } from "./kind.ts";

const schema = z.strictObject({
  ...program,
  source: z
    .literal("rustup")
    .describe("The machine’s rustc, or one that rustup has or installs."),
  executable: z
    .string()
    .min(1)
    .describe("The executable, relative to the toolchain’s sysroot."),
  targets: z
    .array(z.string().min(1))
    .optional()
    .describe(
      "Targets besides the machine’s own, such as wasm32-unknown-unknown, whose standard library is needed.",
    ),
  linker: z
    .strictObject({
      env: named.env.describe("The variable in which scripts find it."),
      executable: z
        .string()
        .min(1)
        .describe(
          "The linker, relative to the sysroot; {host} is the machine’s own target.",
        ),
    })
    .optional()
    .describe(
      "The linker that belongs to the same toolchain, where scripts call it.",
    ),
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
