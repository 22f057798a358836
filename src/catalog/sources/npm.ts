import { basename } from "node:path/posix";
import { z } from "zod";
import { program, type SourceKind } from "./kind.ts";
import { integrity } from "./pins.ts";

const schema = z.strictObject({
  ...program,
  source: z
    .literal("npm")
    .describe(
      "An npm package of this project, or a tarball, through npm, into the cache.",
    ),
  binaries: z
    .strictObject({
      package: z
        .string()
        .min(1)
        .describe(
          "The package with one machine’s executable, {platform} being such as linux-x64.",
        ),
      executable: z
        .string()
        .min(1)
        .describe("The executable inside that package."),
    })
    .optional()
    .describe("Where versions are that this project does not use."),
  versions: z
    .record(
      z.string(),
      z.union([
        z.strictObject({
          executable: z
            .string()
            .min(1)
            .describe("The executable below node_modules."),
        }),
        z.strictObject({
          integrity: z
            .record(z.string(), integrity)
            .describe(
              "Platform (such as linux-x64) to the tarball’s integrity.",
            ),
          bytes: z.int().positive().describe("The tarball’s size in bytes."),
        }),
      ]),
    )
    .describe(
      "Version to the executable of this project, or to the pinned tarball.",
    ),
});

export const npm = {
  schema,
  executable({ binaries, versions }, version) {
    const known = versions[version];
    return known !== undefined && "executable" in known
      ? basename(known.executable)
      : basename(binaries?.executable ?? "");
  },
  extend(tool, version, { tarball }) {
    if (tarball === undefined) return undefined;
    const { platform, integrity, bytes } = tarball;
    const entry = { integrity: { [platform]: integrity }, bytes };
    return { ...tool, versions: { ...tool.versions, [version]: entry } };
  },
} satisfies SourceKind<z.infer<typeof schema>>;
