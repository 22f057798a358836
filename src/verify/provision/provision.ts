import type { Toolchains, ToolVersions } from "../../catalog/schema/index.ts";
import { keepingFailed } from "../keep.ts";
import { identify, otherVersion } from "./identify.ts";
import { sourceOf } from "./sources/index.ts";
import type { Provided, Surroundings } from "./types.ts";

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
  const known = await identify(located, source, surroundings);
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
  const other = otherVersion(tool, version, source, known.reports);
  if (other !== undefined)
    return {
      ok: false,
      missing: { tool, version, ...other, obtainable: false },
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
      variables: located.variables ?? {},
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
