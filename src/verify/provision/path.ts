import { access, constants } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";

/** The absolute path of an executable that is given by path or by a name on PATH; nothing where it is not there. */
export async function whichExecutable(
  name: string,
): Promise<string | undefined> {
  const candidates = isAbsolute(name)
    ? [name]
    : (process.env["PATH"] ?? "")
        .split(delimiter)
        .filter((folder) => isAbsolute(folder))
        .map((folder) => join(folder, name));
  for (const candidate of candidates) {
    try {
      await access(candidate, constants.X_OK);
      return candidate;
    } catch {
      continue;
    }
  }
  return undefined;
}
