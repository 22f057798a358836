import type { z } from "zod";
import { lineDigest, linesOf } from "./chain.ts";
import { HistoryError } from "./error.ts";
import { unpack } from "./names.ts";
import {
  afterLine,
  nothingSeen,
  seenTogether,
  type SeenSoFar,
} from "./seen.ts";
import {
  historyCells,
  historyExpected,
  historyHeader,
  historyJoin,
  historyNight,
  historyRecord,
  type ExpectationOrigin,
  type HistoryMark,
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
  /** Each cell’s letters, by its place in that table. */
  readonly marks: readonly (readonly HistoryMark[])[];
}

/** What is known after a line, by that line and those before it. */
interface Known {
  readonly cells: readonly string[];
  /** Each case’s expectation: its digest, and since when. */
  readonly expected: ReadonlyMap<string, { digest: string; at: string }>;
  /** When the newest night was; empty before the first. */
  readonly at: string;
  /** Where cells were seen. */
  readonly seenSoFar: SeenSoFar;
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
  readonly seenSoFar: SeenSoFar;
  /** The digest of each line, in their order. */
  readonly digests: readonly string[];
  /** The digests of lines that no other names: one, unless branches were put together and not joined. */
  readonly ends: readonly string[];
}

const nothing: Known = {
  cells: [],
  expected: new Map(),
  at: "",
  seenSoFar: nothingSeen,
};

type Marks = readonly (readonly HistoryMark[])[];

/** Letters by their places, with those of further runs. */
function marksOf(text: string, again: Readonly<Record<string, string>>): Marks {
  return unpack(text).map((mark, place) =>
    mark === "-" ? [] : [mark, ...unpack(again[place] ?? "")],
  );
}

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
  const seenSoFar = seenTogether(all.map((one) => one.seenSoFar));
  return { cells: [...cells], expected, at, seenSoFar };
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
  const unpacked = new Map<string, Marks>();
  let last = nothing;
  for (const [index, line] of lines.entries()) {
    const at = { slug, line: index + 1 };
    const fail = (field: string, expected: string, found: string): never => {
      throw new HistoryError({ ...at, field, expected, found });
    };
    const letters = (
      field: string,
      text: string,
      { cells }: Known,
      again: Record<string, string> = {},
    ): Marks => {
      // Most nights have the letters of the night before.
      const key = `${text} ${JSON.stringify(again)}`;
      const marks = unpacked.get(key) ?? marksOf(text, again);
      unpacked.set(key, marks);
      const many = `${cells.length} letters, one for each cell known then`;
      return marks.length === cells.length
        ? marks
        : fail(field, many, String(marks.length));
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
    // A line is of one form: of what it is not, the others need not be asked.
    const as = <Schema extends z.ZodType>(field: string, schema: Schema) =>
      typeof value === "object" && value !== null && field in value
        ? parseLine(schema, value)
        : undefined;
    const night = as("seen", historyNight);
    const record = as("recorded", historyRecord);
    const expectation = as("expected", historyExpected);
    const more = as("cells", historyCells);
    const join = as("before", historyJoin);
    if (index === 0) {
      if (parseLine(historyHeader, value)?.repro !== slug)
        fail("", `the header of ${slug}'s history`, "another line");
    } else if (night !== undefined) {
      const known = before([night.before]);
      if (night.at <= known.at)
        fail("at", `an instant after ${known.at}, the night before`, night.at);
      const { cells } = known;
      const marks = letters("seen", night.seen, known, night.again);
      nights.push({ night, line: at.line, cells, marks });
      const { runs = [], sources } = night;
      const seen = { runs, sources, line: at.line, cells, marks };
      const seenSoFar = afterLine(known.seenSoFar, seen, fail);
      last = { ...known, at: night.at, seenSoFar };
    } else if (record !== undefined) {
      const known = before([record.before]);
      const { cells } = known;
      const marks = letters("recorded", record.recorded, known);
      const { runs, sources } = record;
      const seen = { runs, sources, line: at.line, cells, marks };
      last = { ...known, seenSoFar: afterLine(known.seenSoFar, seen, fail) };
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
        "new cells, expectations, a record, a join or a night",
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
    seenSoFar: last.seenSoFar,
    digests: [...after.keys()],
    ends: [...after.keys()].filter((digest) => !named.has(digest)),
  };
}
