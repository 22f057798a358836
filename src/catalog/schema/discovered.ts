import { z } from "zod";
import { pins } from "../sources/pins.ts";

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
            ...pins,
          }),
        ),
      )
      .describe("Tool to version to what was found."),
  })
  .describe("Toolchain versions that appeared, pinned on first sight.");
export type Discovered = z.infer<typeof discovered>;
