import type { Command } from "./command.ts";
import { check } from "./commands/check.ts";
import { diagnose } from "./commands/diagnose.ts";
import { doctor } from "./commands/doctor.ts";
import { list } from "./commands/list.ts";
import { newHazard } from "./commands/new.ts";
import { merge } from "./commands/merge.ts";
import { plan } from "./commands/plan.ts";
import { show } from "./commands/show.ts";
import { verify } from "./commands/verify.ts";

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [
  list,
  show,
  diagnose,
  check,
  newHazard,
  verify,
  plan,
  merge,
  doctor,
];
