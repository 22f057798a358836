import type {
  Discovered,
  Toolchains,
  ToolSource,
} from "../catalog/schema/index.ts";
import { writeAtomically } from "../verify/cache.ts";
import { discoveredFile, loadDiscovered, loadLock } from "../verify/load.ts";
import { sourceOf } from "../verify/provision/sources/index.ts";
import { extendToolchains } from "../catalog/cells/extend.ts";
import { newer, offersOf } from "../catalog/cells/versions.ts";

/** What asking the registries came to. */
export interface Discovery {
  /** Versions that now have cells, as `zig 0.18.0`, found by this call. */
  readonly added: readonly string[];
  /** Versions that are offered and that cannot be had here beside the others, with why. */
  readonly proposed: readonly string[];
  /** Tools whose registry could not be asked, with why. */
  readonly problems: readonly string[];
}

interface Step {
  readonly added: Discovered["tools"][string];
  readonly proposed: readonly string[];
  readonly problems: readonly string[];
}

/** The same for one tool, written nowhere. */
export async function discoverTool(
  tool: string,
  source: ToolSource,
  now: string,
): Promise<Step> {
  const kind = sourceOf(source.source);
  const answer = await kind.releases(source);
  if ("problem" in answer)
    return {
      added: {},
      proposed: [],
      problems: [`${tool}: ${answer.problem}`],
    };
  const offers = offersOf(tool, answer.value);
  const fresh = newer(tool, offers, Object.keys(source.versions));
  const added: Discovered["tools"][string] = {};
  const proposed: string[] = [];
  const problems: string[] = [];
  for (const offer of fresh.slice(-kind.most)) {
    const taken = await kind.pin(source, offer);
    const name = `${tool} ${offer.version}`;
    if ("problem" in taken) problems.push(`${name}: ${taken.problem}`);
    else if ("unfit" in taken) proposed.push(`${name}: ${taken.unfit}`);
    else added[offer.version] = { firstSeen: now, ...taken.pinned };
  }
  return { added, proposed, problems };
}

/**
 * Asks every tool’s registry, through its ordinary client, for versions newer than those known, and writes those that
 * can be had into `repros/discovered.json`, wheels and tarballs with the digest of their first download. A registry that does not
 * answer is a problem that is named; what was found before stays.
 */
export async function discover(
  root: string,
  progress: (text: string | null) => void,
): Promise<Discovery> {
  const before = await loadDiscovered(root);
  const lock: Toolchains = extendToolchains(await loadLock(root), before);
  const now = new Date().toISOString();
  const tools = { ...before.tools };
  const added: string[] = [];
  const proposed: string[] = [];
  const problems: string[] = [];
  for (const [tool, source] of Object.entries(lock.tools)) {
    progress(`discover: asking for ${tool}`);
    const found = await discoverTool(tool, source, now);
    proposed.push(...found.proposed);
    problems.push(...found.problems);
    const names = Object.keys(found.added);
    if (names.length === 0) continue;
    tools[tool] = { ...tools[tool], ...found.added };
    added.push(...names.map((version) => `${tool} ${version}`));
  }
  progress(null);
  if (added.length > 0) {
    const sorted = Object.fromEntries(
      Object.entries(tools).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    await writeAtomically(
      discoveredFile(root),
      `${JSON.stringify({ schemaVersion: 1, tools: sorted }, null, 2)}\n`,
    );
  }
  return { added, proposed, problems };
}
