import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "../..");

/** The address of a reproducer’s file, for an import. */
export const file = (path: string): string =>
  pathToFileURL(join(root, path)).href;

/** What a module prints. Reproducers are plain JavaScript, which the type check leaves alone, so they run by themselves. */
export const printed = (source: string, ...args: string[]): string =>
  execFileSync(
    process.execPath,
    ["--input-type=module", "--eval", source, ...args],
    { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
  ).trim();
