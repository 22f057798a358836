const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `21 Nov 2026` from an ISO day or instant; shorter dates (`2026-11`, `2026`) keep their precision. */
export function formatDay(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split("-");
  const name = month === undefined ? undefined : months[Number(month) - 1];
  return [day === undefined ? undefined : String(Number(day)), name, year]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** `1,204 B` or `12.3 kB`: decimal kilobytes, as downloads are counted. */
export function formatBytes(bytes: number): string {
  return bytes < 10_000
    ? `${bytes.toLocaleString("en")} B`
    : `${(bytes / 1000).toFixed(1)} kB`;
}

/** `0x1f40`. */
export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** `0.9 s`, `41 ms`. */
export function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `1 cell`, `8 cells`. */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

/** Orders labels such as `Zig 0.9.0, OPT 2` as people count: numbers in them by their value. */
export function byNumbers(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
