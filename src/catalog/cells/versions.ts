import { byVersion, compareVersions, readVersion } from "../versions/tools.ts";

/** A release as a registry names it, with the version that it packages: `0.13.0.post1` packages `0.13.0`. */
export interface Offer {
  readonly version: string;
  readonly release: string;
}

/** The packaged version of each release of a tool; prereleases are left out, and of two packagings of one version the newer counts. */
export function offersOf(tool: string, releases: readonly string[]): Offer[] {
  const newest = new Map<string, { offer: Offer; post: number }>();
  for (const release of releases) {
    const [, version, post = "0"] =
      /^(\d+(?:\.\d+)*)(?:\.post(\d+))?$/.exec(release) ?? [];
    if (version === undefined) continue;
    const known = newest.get(version);
    if (known === undefined || known.post < Number(post))
      newest.set(version, { offer: { version, release }, post: Number(post) });
  }
  return [...newest.values()]
    .map(({ offer }) => offer)
    .sort((a, b) => compareVersions(tool, a.version, b.version));
}

/** The newest release among versions of a tool; nothing where all are names or prereleases. */
export function newestOf(
  tool: string,
  versions: readonly string[],
): string | undefined {
  return versions
    .filter((version) => readVersion(tool, version)?.release === true)
    .sort(byVersion(tool))
    .at(-1);
}

/** The offers newer than every known version. Where a tool has no numbered version, nothing is newer. */
export function newer(
  tool: string,
  offers: readonly Offer[],
  known: readonly string[],
): Offer[] {
  const latest = newestOf(tool, known);
  if (latest === undefined) return [];
  return offers.filter(
    ({ version }) => compareVersions(tool, version, latest) > 0,
  );
}
