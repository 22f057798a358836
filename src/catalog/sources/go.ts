import { z } from "zod";
import { program, type SourceKind } from "./kind.ts";
import { goSum } from "./pins.ts";

const schema = z.strictObject({
  ...program,
  source: z
    .literal("go")
    .describe("A Go toolchain, through Go’s module proxy, into the cache."),
  versions: z
    .record(
      z.string(),
      z.strictObject({
        sum: z
          .record(z.string(), goSum)
          .describe("Platform (such as linux-amd64) to the module’s hash."),
        bytes: z.int().positive().describe("The module’s size in bytes."),
      }),
    )
    .describe("Version to the module that holds it."),
});

export const go = {
  schema,
  executable: () => "go",
  extend(tool, version, { module }) {
    if (module === undefined) return undefined;
    const { platform, sum, bytes } = module;
    const entry = { sum: { [platform]: sum }, bytes };
    return { ...tool, versions: { ...tool.versions, [version]: entry } };
  },
} satisfies SourceKind<z.infer<typeof schema>>;
