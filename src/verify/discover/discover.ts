import type {
  Discovered,
  Toolchains,
  ToolSource,
} from "../../catalog/schema/index.ts";
import { writeAtomically } from "../cache.ts";
import { discoveredFile, loadDiscovered, loadLock } from "../load.ts";
import { hostPlatform } from "../provision/pip.ts";
import { extendToolchains } from "./extend.ts";
import {
  aptPackages,
  npmVersions,
  pipReleases,
  pipWheel,
  rustupStable,
  type Answer,
} from "./registries.ts";
import { newer, offersOf, type Offer } from "./versions.ts";

/** What asking the registries came to. */
export interface Discovery {
  /** Versions that now have cells, as `zig 0.18.0`, found by this call. */
  readonly added: readonly string[];
  /** Versions that are offered and that a person must make available, with how. */
  readonly proposed: readonly string[];
  /** Tools whose registry could not be asked, with why. */
  readonly problems: readonly string[];
}

/** The versions that a tool’s registry offers now. */
async function offered(
  tool: string,
  source: ToolSource,
): Promise<Answer<Offer[]>> {
  switch (source.source) {
    case "pip": {
      const releases = await pipReleases(source.package);
      return "problem" in releases
        ? releases
        : { value: offersOf(releases.value) };
    }
    case "npm": {
      const versions = await npmVersions(tool);
      return "problem" in versions
        ? versions
        : { value: offersOf(versions.value) };
    }
    case "rustup": {
      const versions = await rustupStable();
      return "problem" in versions
        ? versions
        : { value: offersOf(versions.value) };
    }
    case "apt": {
      const numbered = Object.entries(source.versions).find(
        ([version, entry]) => entry.package.endsWith(`-${version}`),
      );
      // A package without a number in its name has one version on a machine: whatever is installed.
      if (numbered === undefined) return { value: [] };
      const [version, entry] = numbered;
      const stem = entry.package.slice(0, -version.length);
      const names = await aptPackages(`^${stem}[0-9]+$`);
      return "problem" in names
        ? names
        : {
            value: offersOf(names.value.map((name) => name.slice(stem.length))),
          };
    }
  }
}

function advice(source: ToolSource, version: string): string {
  return source.source === "npm"
    ? `npm install --save-exact, and add it to repros/toolchains.yaml as ${version}`
    : `rustup toolchain install ${version}, and add it to repros/toolchains.yaml`;
}

/** How many new versions of one tool a night takes, the newest: a tool that was long not asked for may have dozens. */
const most = 3;

interface Step {
  readonly added: Discovered["tools"][string];
  readonly proposed: readonly string[];
  readonly problems: readonly string[];
}

async function discoverTool(
  tool: string,
  source: ToolSource,
  now: string,
): Promise<Step> {
  const answer = await offered(tool, source);
  if ("problem" in answer)
    return {
      added: {},
      proposed: [],
      problems: [`${tool}: ${answer.problem}`],
    };
  const fresh = newer(answer.value, Object.keys(source.versions));
  const added: Discovered["tools"][string] = {};
  const proposed: string[] = [];
  const problems: string[] = [];
  for (const { version, release } of fresh.slice(-most)) {
    if (source.source === "pip") {
      const wheel = await pipWheel(source.package, release);
      if ("problem" in wheel) {
        problems.push(`${tool} ${version}: ${wheel.problem}`);
        continue;
      }
      added[version] = {
        firstSeen: now,
        ...(release === version ? {} : { release }),
        wheel: { platform: hostPlatform(), ...wheel.value },
      };
    } else if (source.source === "apt") added[version] = { firstSeen: now };
  }
  const newest = fresh.at(-1)?.version;
  if (
    newest !== undefined &&
    source.source !== "pip" &&
    source.source !== "apt"
  )
    proposed.push(`${tool} ${newest}: ${advice(source, newest)}`);
  return { added, proposed, problems };
}

/**
 * Asks every tool’s registry, through its ordinary client, for versions newer than those known, and writes those that
 * can be had into `repros/discovered.json`, wheels with the digest of their first download. A registry that does not
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
