import { basename } from "node:path/posix";
import { z } from "zod";
import { named, type SourceKind } from "./kind.ts";
import { npmPackages } from "./pins.ts";

const schema = z.strictObject({
  ...named,
  source: z
    .literal("npm-packages")
    .describe(
      "An npm package with all that it needs, through npm, into the cache: one folder for each version.",
    ),
  package: z.string().min(1).describe("The package’s name."),
  executable: z
    .string()
    .min(1)
    .describe(
      "The file that scripts get, below node_modules: a program, or the module that they load.",
    ),
  versions: z
    .record(z.string(), z.strictObject({ packages: npmPackages }))
    .describe("Version to its packages."),
});

export const npmPackagesKind = {
  schema,
  executable: ({ executable }) => basename(executable),
  extend: (tool, version, { packages }) =>
    packages === undefined
      ? undefined
      : { ...tool, versions: { ...tool.versions, [version]: { packages } } },
} satisfies SourceKind<z.infer<typeof schema>>;
