import { z } from "zod";

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("SHA-256, hexadecimal.");

/** What npm calls a tarball’s integrity. */
export const integrity = z
  .string()
  .regex(/^sha512-[A-Za-z0-9+/]{86}==$/)
  .describe("SHA-512 of a tarball, in base64, as npm writes it.");

const shared = {
  title: z.string().min(1).describe("The tool as its makers write it."),
  env: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/)
    .describe("The variable in which scripts find its executable."),
  version: z
    .strictObject({
      args: z
        .array(z.string())
        .describe("Arguments that make it say its version."),
    })
    .describe("How to ask the tool for its own version."),
};

/** Where each toolchain comes from, pinned: `repros/toolchains.yaml`. */
export const toolchains = z
  .strictObject({
    schemaVersion: z.literal(1).describe("The version of this format."),
    tools: z
      .record(
        z.string(),
        z.discriminatedUnion("source", [
          z.strictObject({
            ...shared,
            source: z
              .literal("pip")
              .describe("A wheel, through pip, into the cache."),
            package: z.string().min(1).describe("The package’s name."),
            executable: z
              .string()
              .min(1)
              .describe("The executable inside the unpacked wheel."),
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
                    .describe(
                      "Platform (such as linux-x86_64) to the wheel’s digest.",
                    ),
                  bytes: z
                    .int()
                    .positive()
                    .describe(
                      "The wheel’s size in bytes, for the progress line.",
                    ),
                }),
              )
              .describe("Version to wheel."),
          }),
          z.strictObject({
            ...shared,
            source: z
              .literal("apt")
              .describe(
                "A Debian package, through apt-get where there is root.",
              ),
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
          }),
          z.strictObject({
            ...shared,
            source: z
              .literal("rustup")
              .describe(
                "The machine’s rustc, or one that rustup has or installs.",
              ),
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
          }),
          z.strictObject({
            ...shared,
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
                    bytes: z
                      .int()
                      .positive()
                      .describe("The tarball’s size in bytes."),
                  }),
                ]),
              )
              .describe(
                "Version to the executable of this project, or to the pinned tarball.",
              ),
          }),
        ]),
      )
      .describe("Tool name to where it comes from."),
  })
  .describe("Where each toolchain comes from, pinned with hashes.");
export type Toolchains = z.infer<typeof toolchains>;
export type ToolSource = Toolchains["tools"][string];
