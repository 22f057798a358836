import { basename } from "node:path/posix";
import { z } from "zod";
import { named, type SourceKind } from "./kind.ts";
import { pip, wheelEntry } from "./pip.ts";

const { package: packageName, versions } = pip.schema.shape;

const schema = z.strictObject({
  ...named,
  source: z
    .literal("pip-library")
    .describe(
      "A wheel that is a library, through pip, into the cache; the wheel itself says its version.",
    ),
  package: packageName,
  library: z
    .string()
    .min(1)
    .describe(
      "What scripts get, inside the unpacked wheel: a shared library, or a folder for PYTHONPATH.",
    ),
  versions,
});

export const pipLibrary = {
  schema,
  executable: ({ library }) => basename(library),
  extend(tool, version, pinned) {
    const entry = wheelEntry(pinned);
    if (entry === undefined) return undefined;
    return { ...tool, versions: { ...tool.versions, [version]: entry } };
  },
} satisfies SourceKind<z.infer<typeof schema>>;
