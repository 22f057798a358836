import type { Discovered, Toolchains } from "../../catalog/schema/index.ts";
import type { Repro } from "../plan/cell.ts";

type Source = Toolchains["tools"][string];
type Found = Discovered["tools"][string][string];

/** The lock file’s entry for a version of a distribution’s tool, after that of a version that it has. */
export function aptEntry(
  versions: Extract<Source, { source: "apt" }>["versions"],
  version: string,
): { package: string; executable: string } | undefined {
  const [known, entry] =
    Object.entries(versions).findLast(
      ([name, { package: packageName }]) =>
        /^\d+$/.test(name) && packageName.endsWith(`-${name}`),
    ) ?? [];
  if (known === undefined || entry === undefined) return undefined;
  const swap = (text: string): string =>
    text.replaceAll(`-${known}`, `-${version}`);
  return { package: swap(entry.package), executable: swap(entry.executable) };
}

function withVersion(source: Source, version: string, found: Found): Source {
  if (version in source.versions) return source;
  if (source.source === "pip" && found.wheel !== undefined) {
    const { platform, sha256, bytes } = found.wheel;
    const { release } = found;
    const entry = {
      ...(release === undefined ? {} : { release }),
      sha256: { [platform]: sha256 },
      bytes,
    };
    const versions = { ...source.versions, [version]: entry };
    return { ...source, versions };
  }
  if (source.source === "apt") {
    const entry = aptEntry(source.versions, version);
    if (entry === undefined) return source;
    return { ...source, versions: { ...source.versions, [version]: entry } };
  }
  return source;
}

/** The lock file with the versions that appeared since. What the lock file itself says always counts. */
export function extendToolchains(
  lock: Toolchains,
  { tools }: Discovered,
): Toolchains {
  const extended = Object.entries(lock.tools).map(([tool, source]) => {
    let whole = source;
    for (const [version, found] of Object.entries(tools[tool] ?? {}))
      whole = withVersion(whole, version, found);
    return [tool, whole] as const;
  });
  return { ...lock, tools: Object.fromEntries(extended) };
}

/** The reproducer with the versions that appeared since after its own: cases that run under `all` get cells of them. */
export function extendRepro(repro: Repro, { tools }: Discovered): Repro {
  const extended: Repro["manifest"]["tools"] = {};
  for (const [tool, own] of Object.entries(repro.manifest.tools)) {
    const more = Object.keys(tools[tool] ?? {}).filter(
      (version) => !own.versions.includes(version),
    );
    extended[tool] = { ...own, versions: [...own.versions, ...more] };
  }
  return { ...repro, manifest: { ...repro.manifest, tools: extended } };
}
