import { z } from "zod";
import { commit, outcome, params, role, slug, toolVersions } from "./common.ts";

/** What changed. Each name says what a reader of the hazard’s page would want to be told. */
export const eventKind = z
  .enum([
    "fixed",
    "relapsed",
    "workaround-broken",
    "workaround-restored",
    "affected",
    "contradicted",
  ])
  .describe(
    "`fixed`: a hazard no longer shows; `relapsed`: a hazard shows again where it did not; `workaround-broken`: a workaround no longer helps or builds; `workaround-restored`: it helps again; `affected`: a version that is new here shows the hazard as the one before it did; `contradicted`: any other result that differs from what the evidence said.",
  );
export type EventKind = z.infer<typeof eventKind>;

const seen = z
  .strictObject({
    tools: toolVersions,
    outcome,
    at: z.iso.datetime().describe("When it was measured, UTC."),
    commit,
    log: z
      .string()
      .describe(
        "What was seen and what the scripts printed, normalised, at most 4 KiB.",
      ),
  })
  .describe("One side of a change.");
export type EventSide = z.infer<typeof seen>;

/** One change of one cell, found by comparing a night’s results with the ones before: a line of `content/events/<year>.jsonl`. */
export const event = z
  .strictObject({
    id: z
      .string()
      .regex(/^[0-9a-f]{16}$/, "expected 16 hexadecimal digits")
      .describe(
        "Names the event for good: a digest of the cell, the kind and what it changed from and to, so that the same change found twice is one event.",
      ),
    date: z.iso.datetime().describe("When it was found, UTC."),
    kind: eventKind,
    repro: slug.describe("The reproducer: a folder of repros/."),
    hazard: slug
      .nullable()
      .describe("The hazard whose page it belongs to; null where none has it."),
    case: slug.describe("The case of the reproducer."),
    role,
    tools: toolVersions.describe("The versions in which it changed."),
    params,
    before: seen
      .nullable()
      .describe(
        "What the last good result was: of the same cell, or of the version before where this version is new. Null where nothing was measured before and the manifest’s expectation is contradicted.",
      ),
    after: seen.describe("What it is now."),
    summary: z
      .string()
      .min(1)
      .describe(
        "The change in one plain sentence, such as “Fixed in zig 0.18.0: …”.",
      ),
  })
  .describe("A change of a cell’s outcome.");
export type Event = z.infer<typeof event>;
