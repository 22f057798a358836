import { z } from "zod";
import { commit, shortDigest, slug } from "./common.ts";
import { run } from "./run.ts";

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

const before = shortDigest.describe(
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

const places = z
  .string()
  .regex(
    /^\d+(-\d+)?(,\d+(-\d+)?)*$/,
    "expected places in the table of cells, such as 0-7,9",
  );

const sources = z
  .string()
  .regex(/^[0-9a-f]{12}$/)
  .describe("The first 12 digits of the digest of the reproducer’s files.");

const letters = z
  .string()
  .regex(
    /^([hcbHCBue-](?:[2-9]|[1-9]\d+)?)+$/,
    "expected letters with counts, such as h8c5Cu2",
  );

/** A run of the verifier as a history has it: its machine by the digest that names the machine’s file. */
export const historyRun = z.strictObject({
  ...run.shape,
  machine: shortDigest.describe(
    "Where it ran: the name of a file in content/machines/.",
  ),
});
export type HistoryRun = z.infer<typeof historyRun>;

/** Cells that were recorded from one run: what differs from the lines above. */
export const historySeen = z
  .strictObject({
    run: historyRun
      .nullable()
      .describe("The run; null for cells of which nothing was started."),
    until: z.iso.datetime().describe("When the newest of the cells ran, UTC."),
    cells: places.describe("The cells’ places in the table, such as `0-7,9`."),
    cached: z
      .literal(true)
      .optional()
      .describe("They were answered from that run, by a later one."),
    texts: z
      .record(run.shape.id, places)
      .optional()
      .describe(
        "Earlier run to those cells whose standard error and facts in the verdict are still of it.",
      ),
    ms: z
      .record(z.string().regex(/^\d+$/), z.number().min(0))
      .optional()
      .describe(
        "Place to the wall time of the cell’s scripts in milliseconds, where none is above or the run took over half as long again, or less than two thirds.",
      ),
  })
  .describe("Cells that were recorded from one run.");
export type HistorySeen = z.infer<typeof historySeen>;

/** What `verify --record` and `merge --record` wrote down between nights. */
export const historyRecord = z.strictObject({
  before,
  sources,
  recorded: letters.describe(
    "What the cells of `runs` came to, in the order of the table, as letters with counts; `-` for the others.",
  ),
  runs: z.array(historySeen).min(1).describe("What they were seen in."),
});

/** One night. */
export const historyNight = z.strictObject({
  before,
  at: z.iso.datetime().describe("When the night’s newest cell ran, UTC."),
  commit,
  sources,
  seen: letters.describe(
    "What each cell came to, in the order of the table, as letters with counts: `h8c5Cu2` is 8 hazard, 5 clean, one clean that should not be, 2 unavailable. `-`: not run.",
  ),
  again: z
    .record(z.string().regex(/^\d+$/), z.string().regex(/^[hcbHCBue]+$/))
    .optional()
    .describe(
      "Place in the table to the letters of further runs on the same night, in their order.",
    ),
  runs: z
    .array(historySeen)
    .min(1)
    .optional()
    .describe(
      "What the cells were seen in that the night recorded; nights before 26 November 2026 lack it.",
    ),
});
export type HistoryNight = z.infer<typeof historyNight>;

/** Where branches of the repository that went apart come together again. The order of the digests says whose cells come first. */
export const historyJoin = z.strictObject({
  before: z
    .array(shortDigest)
    .min(2)
    .describe("The digests of the last line of each branch, sorted."),
});

/** Where a history ends: what is kept apart from it, so that a last line which is gone shows. */
export const historyEnd = z
  .strictObject({
    lines: z.int().min(1).describe("How many lines the history has."),
    last: shortDigest.describe(
      "The first 16 digits of the SHA-256 of the last one, without its line end.",
    ),
  })
  .describe("Where a history ends.");
export type HistoryEnd = z.infer<typeof historyEnd>;

/** `content/ends/<slug>.json`. */
export const historyEndFile = z
  .strictObject({
    schemaVersion: z.literal(1).describe("The version of this format."),
    repro: slug.describe("The reproducer whose history it is."),
    ...historyEnd.shape,
  })
  .describe(
    "Where a history ends, apart from the history itself, so that a last line which is gone shows.",
  );
export type HistoryEndFile = z.infer<typeof historyEndFile>;

/** A line of `content/history/<slug>.jsonl`: first a header, then nights, with new cells and changed expectations before them, records between them, and joins. */
export const historyLine = z
  .union([
    historyHeader,
    historyCells,
    historyExpected,
    historyNight,
    historyRecord,
    historyJoin,
  ])
  .describe(
    "What each cell came to on each night, and where it ran; only ever appended to, each line naming the one before it.",
  );
