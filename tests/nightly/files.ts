import { cp } from "node:fs/promises";
import { join } from "node:path";
import { temporary } from "../verify/cli.ts";

/** A copy of a fixture of this folder that a test may change. */
export async function copyOf(fixture: string): Promise<string> {
  const root = join(await temporary(), fixture);
  await cp(join(import.meta.dirname, "fixtures", fixture), root, {
    recursive: true,
  });
  return root;
}
