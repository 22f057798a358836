import type { Command } from "./command.ts";
import { check } from "./commands/check.ts";

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [check];
