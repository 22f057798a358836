import { z } from "zod";
import { commit } from "./common.ts";

/** From when on a run says which features its CPU has, and how many cores. Before that the verifier did not ask. */
export const machineSince = "2026-11-26T04:00:00.000Z";

/** A machine that cells ran on: `content/machines/<digest>.json`. */
export const machine = z
  .strictObject({
    cpu: z.string().describe("The CPU’s model name."),
    kernel: z.string().describe("The kernel’s release."),
    os: z.string().describe("The distribution’s own name."),
    features: z
      .string()
      .optional()
      .describe(
        `The CPU’s features as /proc/cpuinfo writes them, sorted, with a space between them. Runs that began before ${machineSince} may lack it.`,
      ),
    cores: z
      .int()
      .min(1)
      .optional()
      .describe("How many cores it could use; lacking where `features` is."),
  })
  .describe("Where it ran.");
export type Machine = z.infer<typeof machine>;

/** One call of the verifier: what was checked out, and where it ran. Cells name it, so that joined verdicts stay honest. */
export const run = z
  .strictObject({
    id: z
      .string()
      .regex(/^[0-9a-f]{12}$/, "expected 12 hexadecimal digits")
      .describe("Names the run: a digest of the rest of this entry."),
    startedAt: z.iso.datetime().describe("When it began, UTC."),
    commit,
    modified: z
      .boolean()
      .describe(
        "Whether reproducers, toolchain lock or verifier differed from that commit.",
      ),
    machine,
    sandbox: z.enum(["bwrap", "none"]).describe("What the cells ran in."),
  })
  .describe("One run of the verifier.");
export type Run = z.infer<typeof run>;
