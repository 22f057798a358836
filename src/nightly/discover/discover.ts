import type {
  Discovered,
  Toolchains,
  ToolSource,
} from "../../catalog/schema/index.ts";
import { writeAtomically } from "../../verify/cache.ts";
import { discoveredFile, loadDiscovered, loadLock } from "../../verify/load.ts";
import { npmPackage, npmPlatform } from "../../verify/provision/npm.ts";
import { hostPlatform } from "../../verify/provision/pip.ts";
import { aptEntry, extendToolchains } from "../../catalog/cells/extend.ts";
import {
  aptPackages,
  aptTogether,
  npmTarball,
  npmVersions,
  pipReleases,
  pipWheel,
  rustupStable,
  type Answer,
} from "./registries.ts";
import { newer, offersOf, type Offer } from "../../catalog/cells/versions.ts";

/** What asking the registries came to. */
export interface Discovery {
  /** Versions that now have cells, as `zig 0.18.0`, found by this call. */
  readonly added: readonly string[];
  /** Versions that are offered and that cannot be had here beside the others, with why. */
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
        : { value: offersOf(tool, releases.value) };
    }
    case "npm": {
      const packageName = npmPackage(source);
      if (packageName === undefined) return { value: [] };
      const versions = await npmVersions(packageName);
      return "problem" in versions
        ? versions
        : { value: offersOf(tool, versions.value) };
    }
    case "rustup": {
      const versions = await rustupStable();
      return "problem" in versions
        ? versions
        : { value: offersOf(tool, versions.value) };
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
            value: offersOf(
              tool,
              names.value.map((name) => name.slice(stem.length)),
            ),
          };
    }
  }
}

type Found = Discovered["tools"][string][string];

/** What was pinned of an offer; or that it cannot be had, with why; or that its registry failed. */
type Taken =
  | { readonly found: Omit<Found, "firstSeen"> }
  | { readonly unfit: string }
  | { readonly problem: string };

/** Pins an offer, where this machine could have it beside the versions that are known. */
async function take(source: ToolSource, offer: Offer): Promise<Taken> {
  const { version, release } = offer;
  switch (source.source) {
    case "pip": {
      const wheel = await pipWheel(source.package, release);
      if ("problem" in wheel) return wheel;
      const named = release === version ? {} : { release };
      const pinned = { platform: hostPlatform(), ...wheel.value };
      return { found: { ...named, wheel: pinned } };
    }
    case "npm": {
      const packageName = npmPackage(source) ?? "";
      const tarball = await npmTarball(packageName, release);
      if ("problem" in tarball) return tarball;
      return {
        found: { tarball: { platform: npmPlatform(), ...tarball.value } },
      };
    }
    case "rustup":
      return { found: {} };
    case "apt": {
      const entry = aptEntry(source.versions, version);
      if (entry === undefined) return { unfit: "its package has another name" };
      const known = Object.values(source.versions).map((one) => one.package);
      const refusal = await aptTogether([...known, entry.package]);
      return refusal === undefined
        ? { found: {} }
        : {
            unfit: `${entry.package} cannot be beside ${known.join(", ")}: ${refusal}`,
          };
    }
  }
}

/**
 * How many new versions of one tool a night takes, the newest: a tool that was long not asked for may have dozens. A
 * release line that comes out every few weeks is followed by its newest alone.
 */
const most = { pip: 3, apt: 3, npm: 1, rustup: 1 } as const satisfies Record<
  ToolSource["source"],
  number
>;

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
  const fresh = newer(tool, answer.value, Object.keys(source.versions));
  const added: Discovered["tools"][string] = {};
  const proposed: string[] = [];
  const problems: string[] = [];
  for (const offer of fresh.slice(-most[source.source])) {
    const taken = await take(source, offer);
    const name = `${tool} ${offer.version}`;
    if ("problem" in taken) problems.push(`${name}: ${taken.problem}`);
    else if ("unfit" in taken) proposed.push(`${name}: ${taken.unfit}`);
    else added[offer.version] = { firstSeen: now, ...taken.found };
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
