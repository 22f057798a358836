import type { Command } from "./command.ts";
import { check } from "./commands/check.ts";
import { diagnose } from "./commands/diagnose.ts";

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [check, diagnose];
