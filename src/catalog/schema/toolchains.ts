import { z } from "zod";
import { toolSource } from "../sources/index.ts";

/** Where each toolchain comes from, pinned: `repros/toolchains.yaml`. */
export const toolchains = z
  .strictObject({
    schemaVersion: z.literal(1).describe("The version of this format."),
    tools: z
      .record(z.string(), toolSource)
      .describe("Tool name to where it comes from."),
  })
  .describe("Where each toolchain comes from, pinned with hashes.");
export type Toolchains = z.infer<typeof toolchains>;

export type { SourceName, SourceOf, ToolSource } from "../sources/index.ts";
