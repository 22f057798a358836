import { z } from "zod";
import { cellAnchor, logPath } from "../read/anchor.ts";
import { historyName, type History } from "../history/history.ts";
import {
  historyExpected,
  historyMark,
  slug,
  type Verdict,
} from "../schema/index.ts";

const commit = z
  .string()
  .regex(/^[0-9a-f]{7,40}$/)
  .nullable()
  .describe("The commit that was checked out; null where it is unknown.");

/** A history with its letters unpacked, so that a strip can be drawn from it without knowing how the file is packed. */
export const historyDocument = z.strictObject({
  repro: slug.describe("The reproducer whose cells they are."),
  marks: z
    .partialRecord(historyMark.exclude(["-"]), z.string())
    .describe("What each letter of a night’s `seen` stands for."),
  cells: z
    .array(
      z.strictObject({
        name: z
          .string()
          .min(1)
          .describe(
            "Its case, tools and parameters, such as `pad zig=0.17.0`.",
          ),
        log: z
          .string()
          .regex(/^\//)
          .nullable()
          .describe(
            "Where its newest log stands; null where the verdict no longer has the cell.",
          ),
      }),
    )
    .describe("Every cell that was ever run on a night; a place is for good."),
  nights: z
    .array(
      z.strictObject({
        at: z.iso.datetime().describe("When the night’s newest cell ran, UTC."),
        commit,
        sources: z
          .string()
          .regex(/^[0-9a-f]{12}$/)
          .describe(
            "The first 12 digits of the digest of the reproducer’s files.",
          ),
        seen: z
          .array(z.string().regex(/^[hcbHCBue]*$/))
          .describe(
            "By the cell’s place in `cells`: a letter for each run of the night, in their order; empty where it was not run. Cells that came later are past the end.",
          ),
      }),
    )
    .describe("The nights, oldest first."),
  expectations: z
    .array(
      z.strictObject({
        at: historyExpected.shape.at,
        commit,
        how: historyExpected.shape.how,
        cases: z
          .array(slug)
          .describe("The cases whose expectation is another from here on."),
      }),
    )
    .describe(
      "When what is expected became known or was changed, oldest first.",
    ),
});
export type HistoryDocument = z.infer<typeof historyDocument>;

const marks: HistoryDocument["marks"] = {
  h: "hazard, as expected",
  c: "clean, as expected",
  b: "blocked, as expected",
  H: "hazard, not as expected",
  C: "clean, not as expected",
  B: "blocked, not as expected",
  u: "unavailable",
  e: "error",
};

/** A reproducer’s history as the API has it; `verdict` says which of its cells have a log now. */
export function exportHistory(
  { repro, cells, nights, expectations }: History,
  verdict: Pick<Verdict, "cells"> | undefined,
): HistoryDocument {
  const logged = new Set(verdict?.cells.map(historyName));
  return {
    repro,
    marks,
    cells: cells.map((name) => ({
      name,
      log: logged.has(name) ? `${logPath(repro)}#${cellAnchor(name)}` : null,
    })),
    nights: nights.map(({ at, commit, sources, runs }) => ({
      at,
      commit,
      sources,
      seen: runs.map((run) => run.join("")),
    })),
    expectations: expectations.map(({ at, commit, how, cases }) => ({
      at,
      commit,
      how,
      cases: [...cases],
    })),
  };
}
