/** What is pinned of a version when it is first seen. Which of these a version has depends on the kind of its source. */
import { z } from "zod";

export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("SHA-256, hexadecimal.");

/** What npm calls a tarball’s integrity. */
export const integrity = z
  .string()
  .regex(/^sha512-[A-Za-z0-9+/]{86}==$/)
  .describe("SHA-512 of a tarball, in base64, as npm writes it.");

/** What Go calls the hash of a module: `h1:` and the SHA-256 of its list of files, in base64. */
export const goSum = z
  .string()
  .regex(/^h1:[A-Za-z0-9+/]{43}=$/)
  .describe("The hash of a module, as go.sum has it.");

/** What a package needs, itself included: each by its path below node_modules. */
export const npmPackages = z
  .record(
    z.string().regex(/^[a-z@][^\\]*$/),
    z.strictObject({
      release: z.string().min(1).describe("The package’s version."),
      platform: z
        .string()
        .min(1)
        .optional()
        .describe(
          "The only machine that needs it, such as linux-x64: a native optional package.",
        ),
      integrity,
      bytes: z.int().positive().describe("The tarball’s size in bytes."),
    }),
  )
  .describe("Path below node_modules to the package that belongs there.");

export const pins = {
  release: z
    .string()
    .min(1)
    .optional()
    .describe("The package’s version where it differs, such as 0.13.0.post1."),
  wheel: z
    .strictObject({
      platform: z.string().min(1).describe("The machine it was fetched for."),
      sha256: sha256.describe("SHA-256 of the wheel as first downloaded."),
      bytes: z.int().positive().describe("Its size in bytes."),
    })
    .optional()
    .describe("For tools that come through pip: what was pinned."),
  tarball: z
    .strictObject({
      platform: z
        .string()
        .min(1)
        .describe("The machine it was fetched for, as npm says it."),
      integrity,
      bytes: z.int().positive().describe("Its size in bytes."),
    })
    .optional()
    .describe("For tools that come through npm: what was pinned."),
  module: z
    .strictObject({
      platform: z
        .string()
        .min(1)
        .describe("The machine it was fetched for, as Go says it."),
      sum: goSum,
      bytes: z.int().positive().describe("Its size in bytes."),
    })
    .optional()
    .describe("For Go’s own toolchains: what was pinned."),
  packages: npmPackages
    .optional()
    .describe("For npm packages with what they need: what was pinned."),
};

export type Pinned = z.infer<z.ZodObject<typeof pins>>;
