import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Toolchains, ToolVersions } from "../../catalog/schema/index.ts";
import { fileDigest, valueDigest } from "../cache.ts";
import { keepIfPossible, keepingFailed } from "../keep.ts";
import { readIfThere } from "../load.ts";
import { ask } from "./ask.ts";
import { sourceOf } from "./sources/index.ts";
import type { Located, Provided, Surroundings } from "./types.ts";

const identity = z.object({ sha256: z.string(), reports: z.string() });

/** Digest and own words of an executable, remembered for as long as its size and times stay. */
async function identify(
  { executable, folders }: Extract<Located, { ok: true }>,
  args: readonly string[],
  { cache, note, sandbox }: Surroundings,
): Promise<z.infer<typeof identity> | { problem: string }> {
  const real = await realpath(executable);
  const { size, mtimeMs, ctimeMs, ino } = await stat(real);
  // ctime cannot be set back by hand, so a file with another content is another file here.
  const key = valueDigest([
    executable,
    real,
    size,
    mtimeMs,
    ctimeMs,
    ino,
    args,
  ]);
  const memo = join(cache, "executables", `${key}.json`);
  const known = await readIfThere(memo);
  if (known !== undefined) {
    try {
      return identity.parse(JSON.parse(known));
    } catch {
      // Found out anew, and written again, below.
    }
  }
  const asked = await ask(executable, args, folders, sandbox);
  if (asked.code !== 0)
    return {
      problem: `${executable} ${args.join(" ")} does not run: ${asked.stderr.trim().split("\n")[0] ?? ""}`,
    };
  const [reports = ""] = (asked.stdout.trim() || asked.stderr.trim()).split(
    "\n",
  );
  const found = { sha256: await fileDigest(real), reports };
  await keepIfPossible(memo, `${JSON.stringify(found)}\n`, note);
  return found;
}

/** Finds one version of one tool, installing it where that is allowed and possible. Never throws: what goes wrong costs this tool alone. */
export async function provideTool(
  lock: Toolchains,
  tool: string,
  version: string,
  surroundings: Surroundings,
): Promise<Provided> {
  try {
    return await findTool(lock, tool, version, surroundings);
  } catch (error) {
    const reason = keepingFailed(surroundings.cache, error);
    const missing = { tool, version, reason, hint: "then run it again" };
    return { ok: false, missing: { ...missing, obtainable: false } };
  }
}

async function findTool(
  lock: Toolchains,
  tool: string,
  version: string,
  surroundings: Surroundings,
): Promise<Provided> {
  const source = lock.tools[tool];
  if (source === undefined)
    return {
      ok: false,
      missing: {
        tool,
        version,
        reason: "repros/toolchains.yaml does not list it",
        hint: "add it there",
        obtainable: false,
      },
    };
  if (!(version in source.versions))
    return {
      ok: false,
      missing: {
        tool,
        version,
        reason: "repros/toolchains.yaml has no such version",
        hint: "add it there",
        obtainable: false,
      },
    };
  const kind = sourceOf(source.source);
  const request = { tool, version, source };
  const located = await kind.find(request, surroundings);
  if (!located.ok) {
    const { reason, hint = kind.byHand(request), obtainable = false } = located;
    return {
      ok: false,
      missing: { tool, version, reason, hint, obtainable },
    };
  }
  const known = await identify(located, source.version.args, surroundings);
  if ("problem" in known)
    return {
      ok: false,
      missing: {
        tool,
        version,
        reason: known.problem,
        hint: "reinstall it",
        obtainable: false,
      },
    };
  return {
    ok: true,
    tool: {
      tool,
      version,
      env: source.env,
      source: source.source,
      executable: located.executable,
      folders: located.folders,
      ...known,
    },
  };
}

/** What names one version of one tool. */
export function toolKey(tool: string, version: string): string {
  return `${tool} ${version}`;
}

/** Tools by `toolKey`. */
export type Toolbox = ReadonlyMap<string, Provided>;

/** Finds every tool that the combinations name; two downloads at a time. */
export async function provideTools(
  lock: Toolchains,
  combinations: readonly ToolVersions[],
  surroundings: Surroundings,
): Promise<Toolbox> {
  const wanted = new Map<string, readonly [string, string]>();
  for (const combination of combinations)
    for (const [tool, version] of Object.entries(combination))
      wanted.set(toolKey(tool, version), [tool, version]);
  const found = new Map<string, Provided>();
  const queue = [...wanted.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [key, [tool, version]] = next;
      found.set(key, await provideTool(lock, tool, version, surroundings));
    }
  };
  await Promise.all([worker(), worker()]);
  // In the order in which they were asked for, not that in which they were found.
  return new Map(
    [...wanted.keys()].flatMap((key) => {
      const provided = found.get(key);
      return provided === undefined ? [] : [[key, provided]];
    }),
  );
}
