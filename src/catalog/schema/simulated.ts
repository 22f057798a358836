import { z } from "zod";
import { fileName } from "./sign.ts";

/** The state of a machine that a case needs and that the harness makes up. */
export const simulated = z
  .strictObject({
    cpu: z
      .string()
      .regex(/^[\w.,+-]+$/)
      .optional()
      .describe(
        "The CPU model that a native program meets, as `qemu-x86_64 -cpu help` names it. The case uses the tool `qemu`, and its run script starts the program by `$EMULATOR`, which is unset without misbuilt.",
      ),
    times: z
      .record(fileName, z.iso.datetime())
      .default({})
      .describe(
        "When files of the reproducer were last changed, UTC, as the build script finds them: git keeps no times.",
      ),
  })
  .describe(
    "Machine state that is simulated: a CPU model, and the times of files. Without it cells see the machine as it is.",
  );
export type Simulated = z.infer<typeof simulated>;
