/** Orders version texts number by number: 0.9.0 < 0.12.1 < 0.12.1-dev; words after numbers. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
