import type { Command } from "./command.ts";
import { check } from "./commands/check.ts";
import { diagnose } from "./commands/diagnose.ts";
import { discover } from "./commands/discover.ts";
import { doctor } from "./commands/doctor.ts";
import { list } from "./commands/list.ts";
import { newHazard } from "./commands/new.ts";
import { merge } from "./commands/merge.ts";
import { nightly } from "./commands/nightly.ts";
import { plan } from "./commands/plan.ts";
import { settle } from "./commands/settle.ts";
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
  discover,
  settle,
  nightly,
  doctor,
];
