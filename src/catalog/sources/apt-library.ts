import { z } from "zod";
import { named, type SourceKind } from "./kind.ts";

const schema = z.strictObject({
  ...named,
  source: z
    .literal("apt-library")
    .describe(
      "A Debian package of headers or libraries, through apt-get where there is root; dpkg says its version.",
    ),
  versions: z
    .record(
      z.string(),
      z.strictObject({
        package: z.string().min(1).describe("The Debian package."),
        file: z
          .string()
          .startsWith("/")
          .describe("What scripts get: a file or folder of the package."),
      }),
    )
    .describe("Version to package."),
});

export const aptLibrary = {
  schema,
  executable: ({ versions }, version) => versions[version]?.file ?? "",
  // A machine has one version of such a package: whatever is installed.
  extend: () => undefined,
} satisfies SourceKind<z.infer<typeof schema>>;
