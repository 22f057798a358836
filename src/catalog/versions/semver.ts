import compareSemver from "semver/functions/compare.js";
import parse from "semver/functions/parse.js";
import type { Scheme, Version } from "./scheme.ts";

/** Fills up to three numbers: `0.15` is read as `0.15.0`. */
function filled(text: string): { full: string; whole: boolean } | undefined {
  const [, numbers, rest = ""] =
    /^v?(\d+(?:\.\d+){0,2})([-+].*)?$/.exec(text) ?? [];
  if (numbers === undefined) return undefined;
  const missing = 3 - numbers.split(".").length;
  return {
    full: `${numbers}${".0".repeat(missing)}${rest}`,
    whole: missing === 0,
  };
}

function read(text: string): Version | undefined {
  const full = filled(text);
  const version = full && parse(full.full);
  if (full === undefined || version === null || version === undefined)
    return undefined;
  const { prerelease, raw } = version;
  return { text: raw, release: prerelease.length === 0, whole: full.whole };
}

/** Semantic Versioning 2.0.0: Zig, Node.js, npm packages. */
export const semver: Scheme = {
  about: "Semantic Versioning, such as `0.15.2` or `0.16.0-dev.1484`.",
  read,
  compare: (a, b) => compareSemver(filled(a)?.full ?? a, filled(b)?.full ?? b),
  find: (printed) =>
    /\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]*[0-9A-Za-z])?(?:\+[0-9A-Za-z.-]*[0-9A-Za-z])?/.exec(
      printed,
    )?.[0],
};

/** A nightly comes before the betas of its number, and these before the release: in words the order would be another. */
const channels = ["dev", "nightly", "beta", undefined];

function channel(text: string): number {
  const [first] = parse(filled(text)?.full ?? text)?.prerelease ?? [];
  return channels.indexOf(first === undefined ? first : String(first));
}

/** What rustc prints: `1.97.0-nightly (e50aa6fba 2026-05-19)` is `1.97.0-nightly.2026-05-19` here. */
function dated(text: string): string {
  const [, version, day] =
    /^(\S+-nightly) \([0-9a-f]+ (\d{4}-\d{2}-\d{2})\)$/.exec(text) ?? [];
  return version === undefined || day === undefined
    ? text
    : `${version}.${day}`;
}

/** Rust’s: Semantic Versioning, with nightlies by their day. */
export const rust: Scheme = {
  about:
    "Semantic Versioning; a nightly has its commit’s day, such as `1.97.0-nightly.2026-05-19`.",
  read: (text) => {
    const version = read(dated(text));
    return version !== undefined && channel(version.text) === -1
      ? undefined
      : version;
  },
  compare: (a, b) => {
    const [left, right] = [dated(a), dated(b)];
    const [release] = left.split("-");
    return release === right.split("-")[0]
      ? channel(left) - channel(right) || semver.compare(left, right)
      : semver.compare(left, right);
  },
  find: (printed) => {
    const found =
      /\d+\.\d+\.\d+(?:-nightly \([0-9a-f]+ \d{4}-\d{2}-\d{2}\)|-beta\.\d+|-dev)?/.exec(
        printed,
      )?.[0];
    return found && dated(found);
  },
};
