import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { whichExecutable } from "./path.ts";
import type { Finder, Located, SourceOf } from "./types.ts";

/** Finds a tool among this project’s own npm packages. It installs nothing: `npm install` does. */
export const findNpm: Finder<SourceOf<"npm">> = async (
  { version, source },
  surroundings,
): Promise<Located> => {
  const entry = source.versions[version];
  const hint = "npm install";
  if (entry === undefined)
    return {
      ok: false,
      reason: "repros/toolchains.yaml has no such version",
      hint: "add it there",
    };
  const path = join(surroundings.root, "node_modules", entry.executable);
  const executable = await whichExecutable(path);
  if (executable === undefined)
    return {
      ok: false,
      reason: `node_modules/${entry.executable} is not there`,
      hint,
    };
  const real = await realpath(executable);
  return { ok: true, executable: real, folders: [dirname(real)] };
};
