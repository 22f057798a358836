import { z } from "zod";
import { program, type SourceKind } from "./kind.ts";

const schema = z.strictObject({
  ...program,
  source: z
    .literal("apt")
    .describe("A Debian package, through apt-get where there is root."),
  versions: z
    .record(
      z.string(),
      z.strictObject({
        package: z.string().min(1).describe("The Debian package."),
        executable: z
          .string()
          .min(1)
          .describe(
            "The executable: an absolute path of the distribution, or a name on PATH.",
          ),
      }),
    )
    .describe("Version to package."),
});

export const apt = {
  schema,
  executable: ({ versions }, version) => versions[version]?.executable ?? "",
  /** Named as that of a version that the lock file has: lld-22 as lld-19. */
  extend(tool, version) {
    const [known, like] =
      Object.entries(tool.versions).findLast(
        ([name, { package: packageName }]) =>
          /^\d+$/.test(name) && packageName.endsWith(`-${name}`),
      ) ?? [];
    if (known === undefined || like === undefined) return undefined;
    const swap = (text: string): string =>
      text.replaceAll(`-${known}`, `-${version}`);
    const entry = {
      package: swap(like.package),
      executable: swap(like.executable),
    };
    return { ...tool, versions: { ...tool.versions, [version]: entry } };
  },
} satisfies SourceKind<z.infer<typeof schema>>;
