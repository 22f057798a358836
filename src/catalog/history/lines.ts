import type { z } from "zod";
import { lineDigest, linesOf } from "./chain.ts";
import { HistoryError } from "./error.ts";
import {
  historyCells,
  historyExpected,
  historyHeader,
  historyJoin,
  historyNight,
  type ExpectationOrigin,
  type HistoryNight,
} from "../schema/index.ts";

/** Cases whose expectation became known or changed. */
export interface Expectations {
  readonly at: string;
  readonly commit: string | null;
  readonly how: ExpectationOrigin;
  /** The line’s number, from 1. */
  readonly line: number;
  readonly cases: readonly string[];
}

/** A night’s line, and the cells that the table had then. */
export interface NightLine {
  readonly night: HistoryNight;
  /** The line’s number, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What is known after a line, by that line and those before it. */
interface Known {
  readonly cells: readonly string[];
  /** Each case’s expectation: its digest, and since when. */
  readonly expected: ReadonlyMap<string, { digest: string; at: string }>;
  /** When the newest night was; empty before the first. */
  readonly at: string;
}

/** A history line by line. */
export interface HistoryLines {
  readonly cells: readonly string[];
  readonly nights: readonly NightLine[];
  readonly expectations: readonly Expectations[];
  /** Case to the digest of its expectation. */
  readonly expected: ReadonlyMap<string, string>;
  /** When the newest night was; empty before the first. */
  readonly at: string;
  /** The digest of each line, in their order. */
  readonly digests: readonly string[];
  /** The digests of lines that no other names: one, unless branches were put together and not joined. */
  readonly ends: readonly string[];
}

const nothing: Known = { cells: [], expected: new Map(), at: "" };

function parseLine<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> | undefined {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** What is known where branches meet: the cells of the first, then those that only the others have; of expectations the newer. */
function together(all: readonly Known[]): Known {
  const cells = new Set(all.flatMap((one) => one.cells));
  const expected = new Map<string, { digest: string; at: string }>();
  for (const [name, one] of all.flatMap((known) => [...known.expected])) {
    const other = expected.get(name);
    if (other === undefined || other.at < one.at) expected.set(name, one);
  }
  const at = all.reduce((last, one) => (one.at > last ? one.at : last), "");
  return { cells: [...cells], expected, at };
}

/**
 * The lines as they stand, checked one by one: each names the line before it, or, where branches were joined, the last line
 * of each. A line that is gone, doubled, moved or changed breaks that. Throws `HistoryError`.
 */
export function readLines(
  slug: string,
  text: string | undefined,
): HistoryLines {
  const lines = linesOf(text);
  const place = new Map(
    lines.map((line, index) => [lineDigest(line), index + 1]),
  );
  const after = new Map<string, Known>();
  const named = new Set<string>();
  const nights: NightLine[] = [];
  const expectations: Expectations[] = [];
  let last = nothing;
  for (const [index, line] of lines.entries()) {
    const at = { slug, line: index + 1 };
    const fail = (field: string, expected: string, found: string): never => {
      throw new HistoryError({ ...at, field, expected, found });
    };
    const digest = lineDigest(line);
    if (after.has(digest))
      fail("", "each line once", `line ${place.get(digest) ?? 0} again`);
    const before = (names: readonly string[]): Known =>
      together(
        names.map((name) => {
          named.add(name);
          const known = after.get(name);
          if (known !== undefined) return known;
          const later = place.get(name);
          return fail(
            "before",
            "the digest of a line above it",
            later === undefined
              ? `${name}, which no line has: the line before it was removed or changed`
              : `that of line ${later}: the lines are in another order`,
          );
        }),
      );
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      fail("", "JSON", "something else");
    }
    const night = parseLine(historyNight, value);
    const expectation = parseLine(historyExpected, value);
    const more = parseLine(historyCells, value);
    const join = parseLine(historyJoin, value);
    if (index === 0) {
      if (parseLine(historyHeader, value)?.repro !== slug)
        fail("", `the header of ${slug}'s history`, "another line");
    } else if (night !== undefined) {
      const known = before([night.before]);
      if (night.at <= known.at)
        fail("at", `an instant after ${known.at}, the night before`, night.at);
      nights.push({ night, line: at.line, cells: known.cells });
      last = { ...known, at: night.at };
    } else if (expectation !== undefined) {
      const known = before([expectation.before]);
      const { at: since, commit, how, expected: digests } = expectation;
      if (since <= known.at)
        fail("at", `an instant after ${known.at}, the night before`, since);
      const expected = new Map(known.expected);
      for (const [name, one] of Object.entries(digests))
        expected.set(name, { digest: one, at: since });
      const cases = Object.keys(digests);
      expectations.push({ at: since, commit, how, line: at.line, cases });
      last = { ...known, expected };
    } else if (more !== undefined) {
      const known = before([more.before]);
      const double = more.cells.find((name) => known.cells.includes(name));
      if (double !== undefined)
        fail("cells", "cells that are new", `"${double}", which is known`);
      last = { ...known, cells: [...known.cells, ...more.cells] };
    } else if (join !== undefined) last = before(join.before);
    else {
      const [issue] = historyNight.safeParse(value).error?.issues ?? [];
      const where = issue?.path.join(".") ?? "";
      fail(
        where,
        "new cells, expectations, a join or a night",
        `none of them: ${issue?.message ?? ""}`,
      );
    }
    after.set(digest, last);
  }
  return {
    cells: last.cells,
    nights,
    expectations,
    expected: new Map(
      [...last.expected].map(([name, { digest }]) => [name, digest]),
    ),
    at: last.at,
    digests: [...after.keys()],
    ends: [...after.keys()].filter((digest) => !named.has(digest)),
  };
}
