import {
  toolchains,
  type ToolSource,
} from "../../../src/catalog/schema/index.ts";
import { discoverTool } from "../../../src/nightly/discover.ts";
import { provideTool } from "../../../src/verify/provision/provision.ts";
import { sourceOf } from "../../../src/verify/provision/sources/index.ts";
import type {
  Provided,
  Surroundings,
} from "../../../src/verify/provision/types.ts";
import { bwrap } from "../../../src/verify/sandbox/bwrap.ts";
import { repository, temporary } from "../cli.ts";

/** What looking for a tool may use and do in a test; a cache of its own where none is given. */
export async function surroundingsOf(
  more: Partial<Surroundings> = {},
): Promise<Surroundings> {
  return {
    root: repository,
    cache: more.cache ?? (await temporary()),
    install: true,
    thorough: false,
    sandbox: bwrap,
    note: () => undefined,
    progress: () => undefined,
    ...more,
  };
}

/** Reads a tool’s entry as `repros/toolchains.yaml` is read. */
export function entry(tool: object): ToolSource {
  const lock = toolchains.parse({ schemaVersion: 1, tools: { tool } });
  const { tool: read } = lock.tools;
  if (read === undefined) throw new Error("there is no tool");
  return read;
}

/** Finds, and gets where it is not there, one version of a tool. Its name decides how its versions are read. */
export function provide(
  tool: object,
  version: string,
  surroundings: Surroundings,
  name = "tool",
): Promise<Provided> {
  const lock = toolchains.parse({ schemaVersion: 1, tools: { [name]: tool } });
  return provideTool(lock, name, version, surroundings);
}

/** What the tool’s registry has that is newer than what its entry has, as `discover` pins it. */
export function discoverOf(tool: object) {
  return discoverTool("tool", entry(tool), "2026-11-26T00:00:00.000Z");
}

/** What `discover` pins of one version. */
export async function pinOf(tool: object, version: string) {
  const source = entry(tool);
  const offer = { version, release: version };
  const pinning = await sourceOf(source.source).pin(source, offer);
  if (!("pinned" in pinning)) throw new Error(JSON.stringify(pinning));
  return pinning.pinned;
}
