import { historyName } from "../../catalog/history/history.ts";
import type {
  CellResult,
  EventSide,
  HistoryMark,
  Outcome,
  ToolVersions,
} from "../../catalog/schema/index.ts";
import type { Night } from "./night.ts";
import type { Established } from "../../catalog/history/drift.ts";

/** Bytes of a log that an event keeps. */
const logLimit = 4096;

const outcomes: Partial<Record<HistoryMark, Outcome>> = {
  h: "hazard",
  c: "clean",
  b: "blocked",
  H: "hazard",
  C: "clean",
  B: "blocked",
};

function clip(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= logLimit
    ? text
    : `${bytes
        .subarray(0, logLimit - 4)
        .toString("utf8")
        .replace(/\uFFFD+$/, "")}…`;
}

/** What an event keeps of a result: what the tools say of themselves, why it was judged so, and what was printed. */
export function logOf(
  result: CellResult,
  reports: ReadonlyMap<string, string>,
): string {
  const tools = Object.entries(result.tools).map(
    ([tool, version]) =>
      `${tool} ${version}: ${reports.get(`${tool} ${version}`) ?? "not recorded"}`,
  );
  const printed = [result.stdout, result.stderr].map((text) => text.trimEnd());
  const lines = [...tools, result.detail, ...printed];
  return clip(lines.filter((line) => line !== "").join("\n"));
}

/** What a cell came to before the night, and the log of that where it is still recorded. */
export function beforeSide(
  night: Night,
  tools: ToolVersions,
  name: string,
  state: Established,
): EventSide {
  const recorded = night.verdict?.cells.find(
    (cell) => historyName(cell) === name,
  );
  const reports = new Map(
    (night.verdict?.toolchains ?? []).map(
      (one) => [`${one.tool} ${one.version}`, one.reports] as const,
    ),
  );
  const outcome = outcomes[state.mark] ?? "error";
  // A flaky cell’s verdict may hold its other outcome: then there is no log of this one.
  const log =
    recorded?.outcome === outcome
      ? logOf(recorded, reports)
      : "The log of that run is not kept.";
  const { at, commit } = state.last;
  return { tools, outcome, at, commit, log };
}
