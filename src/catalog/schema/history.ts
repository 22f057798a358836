import { z } from "zod";
import { commit, slug } from "./common.ts";

/**
 * One letter for one run of one cell: `h` hazard, `c` clean, `b` blocked, small where it was as expected and large
 * where it was not; `u` unavailable, `e` error, `-` not among the night’s cells.
 */
export const historyMark = z.enum([
  "h",
  "c",
  "b",
  "H",
  "C",
  "B",
  "u",
  "e",
  "-",
]);
export type HistoryMark = z.infer<typeof historyMark>;

const lineDigest = z
  .string()
  .regex(/^[0-9a-f]{16}$/, "expected 16 hexadecimal digits");

const before = lineDigest.describe(
  "The first 16 digits of the SHA-256 of the line before this one, without its line end.",
);

/** The first line of a history. */
export const historyHeader = z.strictObject({
  schemaVersion: z.literal(1).describe("The version of this format."),
  repro: slug.describe("The reproducer whose cells they are."),
});

/** Cells that are new on the next night: their places in the table of cells follow those known so far, for good. */
export const historyCells = z.strictObject({
  before,
  cells: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      "Each cell’s name: its case, tools and parameters, such as `pad zig=0.17.0`.",
    ),
});

/** How an expectation came to be known: `bless` is `verify --bless`, `edit` any other change that a night found. */
export const expectationOrigin = z.enum(["first", "bless", "edit"]);
export type ExpectationOrigin = z.infer<typeof expectationOrigin>;

/** What cases are expected to come to from here on, where that is new or has changed. */
export const historyExpected = z.strictObject({
  before,
  expected: z
    .record(slug, z.string().regex(/^[0-9a-f]{12}$/))
    .describe(
      "Case to the first 12 digits of a digest of its expectation: the manifest’s `expect` and the expected files.",
    ),
  how: expectationOrigin.describe(
    "`first`: none was known of these cases; `bless`: `verify --bless` rewrote their files; `edit`: a night found them changed otherwise.",
  ),
  at: z.iso.datetime().describe("When that was written down, UTC."),
  commit,
});

/** One night. */
export const historyNight = z.strictObject({
  before,
  at: z.iso.datetime().describe("When the night’s newest cell ran, UTC."),
  commit,
  sources: z
    .string()
    .regex(/^[0-9a-f]{12}$/)
    .describe("The first 12 digits of the digest of the reproducer’s files."),
  seen: z
    .string()
    .regex(
      /^([hcbHCBue-](?:[2-9]|[1-9]\d+)?)+$/,
      "expected letters with counts, such as h8c5Cu2",
    )
    .describe(
      "What each cell came to, in the order of the table, as letters with counts: `h8c5Cu2` is 8 hazard, 5 clean, one clean that should not be, 2 unavailable. `-`: not run.",
    ),
  again: z
    .record(z.string().regex(/^\d+$/), z.string().regex(/^[hcbHCBue]+$/))
    .optional()
    .describe(
      "Place in the table to the letters of further runs on the same night, in their order.",
    ),
});
export type HistoryNight = z.infer<typeof historyNight>;

/** Where branches of the repository that went apart come together again. The order of the digests says whose cells come first. */
export const historyJoin = z.strictObject({
  before: z
    .array(lineDigest)
    .min(2)
    .describe("The digests of the last line of each branch, sorted."),
});

/** What a verdict says of its history, so that a last line which is gone shows. */
export const historyEnd = z
  .strictObject({
    lines: z.int().min(1).describe("How many lines the history has."),
    last: lineDigest.describe(
      "The first 16 digits of the SHA-256 of the last one, without its line end.",
    ),
  })
  .describe("Where a history ends.");
export type HistoryEnd = z.infer<typeof historyEnd>;

/** A line of `content/history/<slug>.jsonl`: first a header, then nights, with new cells and changed expectations before them, and joins. */
export const historyLine = z
  .union([
    historyHeader,
    historyCells,
    historyExpected,
    historyNight,
    historyJoin,
  ])
  .describe(
    "What each cell came to on each night; only ever appended to, each line naming the one before it.",
  );
