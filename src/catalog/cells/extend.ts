import type { Discovered, Toolchains } from "../schema/index.ts";
import { withVersion } from "../sources/index.ts";
import type { Repro } from "./cell.ts";
import { byVersion, compareVersions } from "../versions/tools.ts";
import { newestOf } from "./versions.ts";

/** The lock file with the versions that appeared since. What the lock file itself says always counts. */
export function extendToolchains(
  lock: Toolchains,
  { tools }: Discovered,
): Toolchains {
  const extended = Object.entries(lock.tools).map(([tool, source]) => {
    let whole = source;
    for (const [version, found] of Object.entries(tools[tool] ?? {}))
      if (!(version in whole.versions))
        whole = withVersion(whole, version, found) ?? whole;
    return [tool, whole] as const;
  });
  return { ...lock, tools: Object.fromEntries(extended) };
}

/** A list of versions, and what appeared where it names the newest of before. */
function inherit(
  list: readonly string[],
  newest: string,
  appeared: readonly string[],
): string[] {
  if (!list.includes(newest)) return [...list];
  const at = list.indexOf(newest) + 1;
  const more = appeared.filter((version) => !list.includes(version));
  return [...list.slice(0, at), ...more, ...list.slice(at)];
}

type ReproCase = Repro["manifest"]["cases"][number];

/**
 * The case with what appeared of one tool: in every exception that names the newest version of before, and in the
 * case’s own list where that names it among others. Such a list says from where on something holds. A list of one
 * version is about that version, and stays.
 */
function inheritCase(
  definition: ReproCase,
  tool: string,
  newest: string,
  appeared: readonly string[],
): ReproCase {
  const { tools, expect } = definition;
  const choice = tools[tool];
  const except = expect.except.map((one) => {
    const named = one.tools[tool];
    if (named === undefined) return one;
    const versions = inherit(named, newest, appeared);
    return { ...one, tools: { ...one.tools, [tool]: versions } };
  });
  const wider =
    Array.isArray(choice) && choice.length > 1
      ? { ...tools, [tool]: inherit(choice, newest, appeared) }
      : tools;
  return { ...definition, tools: wider, expect: { ...expect, except } };
}

/**
 * The reproducer with the versions that appeared since, after its own. A version that appeared is expected to come to
 * what the newest version of the manifest comes to: where that has cells, it has them too (but for lists of one
 * version), and the same exceptions fit it. A manifest that stops before the lock file’s newest version of a tool
 * does so on purpose, and gets none that is newer still.
 */
export function extendRepro(
  repro: Repro,
  { tools }: Discovered,
  lock: Toolchains,
): Repro {
  let { manifest } = repro;
  for (const [tool, own] of Object.entries(manifest.tools)) {
    const newest = newestOf(tool, own.versions);
    const known = newestOf(tool, Object.keys(lock.tools[tool]?.versions ?? {}));
    if (newest === undefined || known === undefined) continue;
    if (compareVersions(tool, newest, known) < 0) continue;
    const appeared = Object.keys(tools[tool] ?? {})
      .filter((version) => compareVersions(tool, version, newest) > 0)
      .sort(byVersion(tool));
    if (appeared.length === 0) continue;
    const versions = inherit(own.versions, newest, appeared);
    manifest = {
      ...manifest,
      tools: { ...manifest.tools, [tool]: { ...own, versions } },
      cases: manifest.cases.map((definition) =>
        inheritCase(definition, tool, newest, appeared),
      ),
    };
  }
  return { ...repro, manifest };
}
