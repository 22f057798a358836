/** The numbers of a version, such as [0, 17, 0]; nothing where it is a name or a prerelease. */
function numbers(version: string): number[] | undefined {
  return /^\d+(\.\d+)*$/.test(version)
    ? version.split(".").map(Number)
    : undefined;
}

/** Orders versions by their numbers: negative where `a` is older. Names and prereleases count as oldest. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A release as a registry names it, with the version that it packages: `0.13.0.post1` packages `0.13.0`. */
export interface Offer {
  readonly version: string;
  readonly release: string;
}

/** The packaged version of each release; prereleases are left out, and of two packagings of one version the newer counts. */
export function offersOf(releases: readonly string[]): Offer[] {
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
    .sort((a, b) => compareVersions(a.version, b.version));
}

/** The newest of the versions that are numbers; nothing where none is. */
export function newestOf(versions: readonly string[]): string | undefined {
  return versions
    .filter((version) => numbers(version) !== undefined)
    .sort(compareVersions)
    .at(-1);
}

/** The offers newer than every known version. Where a tool has no numbered version, nothing is newer. */
export function newer(
  offers: readonly Offer[],
  known: readonly string[],
): Offer[] {
  const latest = newestOf(known);
  if (latest === undefined) return [];
  return offers.filter(({ version }) => compareVersions(version, latest) > 0);
}
