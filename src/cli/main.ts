/** `misbuilt` in the repository: every command, run from the sources. */
import { join, resolve } from "node:path";
import { commands } from "./commands.ts";
import { runProgram } from "./program.ts";

const repository = resolve(import.meta.dirname, "../..");

await runProgram({
  commands,
  home: repository,
  takesRoot: true,
  manifest: join(repository, "package.json"),
  async open(root, io) {
    const { lookupInSources } = await import("./lookup/sources.ts");
    return lookupInSources(root, io);
  },
});
