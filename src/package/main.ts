#!/usr/bin/env node
/** `misbuilt` as readers install it: the commands that need no repository. */
import { join } from "node:path";
import { readerCommands } from "../cli/readers.ts";
import { runProgram } from "../cli/program.ts";
import { lookupInPackage, packageTop } from "./lookup.ts";

await runProgram({
  commands: readerCommands,
  home: packageTop,
  takesRoot: false,
  manifest: join(packageTop, "package.json"),
  open: (root) => lookupInPackage(root),
});
