import { z } from "zod";
import { integrity } from "./toolchains.ts";

/**
 * Versions that a registry offered after the lock file was written, by tool: `repros/discovered.json`, written by
 * `misbuilt discover` alone. The digest of a wheel or a tarball is what its first download had, and every later one
 * must equal it. Releases of the distribution and of rustup are pinned by their names alone: their clients check
 * signatures, and the verdict records the executable’s digest.
 */
export const discovered = z
  .strictObject({
    schemaVersion: z.literal(1).describe("The version of this format."),
    tools: z
      .record(
        z.string(),
        z.record(
          z.string(),
          z.strictObject({
            firstSeen: z.iso.datetime().describe("When it was found, UTC."),
            release: z
              .string()
              .min(1)
              .optional()
              .describe(
                "The package’s version where it differs, such as 0.13.0.post1.",
              ),
            wheel: z
              .strictObject({
                platform: z
                  .string()
                  .min(1)
                  .describe("The machine it was fetched for."),
                sha256: z
                  .string()
                  .regex(/^[0-9a-f]{64}$/)
                  .describe("SHA-256 of the wheel as first downloaded."),
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
          }),
        ),
      )
      .describe("Tool to version to what was found."),
  })
  .describe("Toolchain versions that appeared, pinned on first sight.");
export type Discovered = z.infer<typeof discovered>;
