import { createHash } from "node:crypto";

/**
 * The id of a cell in its reproducer’s log, from the name that the history gives it: `pad zig=0.17.0` has
 * `pad,zig=0.17.0`. It depends on nothing but the name, so that a link to a log line stays; where the name has a
 * character that an address may not carry as it is, a digest keeps apart what would look the same.
 */
export function cellAnchor(name: string): string {
  const plain = name
    .replaceAll(/[^\w.= -]+/g, "-")
    .replaceAll(/ +/g, ",")
    .replaceAll("-,", ",");
  if (/^[\w.=-]+( [\w.=-]+)*$/.test(name)) return plain;
  const digest = createHash("sha256").update(name).digest("hex");
  return `${plain},${digest.slice(0, 8)}`;
}

/** The address of a reproducer’s log, from the site’s root. */
export function logPath(repro: string): string {
  return `/logs/${repro}/`;
}

/** The address of the page that shows a reproducer’s files, from the site’s root. */
export function sourcePath(repro: string): string {
  return `/source/${repro}/`;
}

/** The id of a reproducer’s file, on its hazard’s page and among its files. */
export function sourceAnchor(path: string): string {
  return `file-${path.replaceAll(/[^\w.-]/g, "-")}`;
}
