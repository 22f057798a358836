import {
  historyName,
  historyPath,
  markOf,
  type History,
} from "../history/history.ts";
import type { Catalogue, Entry } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Verdict } from "../schema/index.ts";
import type { Check } from "./check.ts";

/** A night and the verdict that it recorded tell one story. */
export const historyLetters = {
  rule: "history-letters",
  about:
    "The letters of the newest night are those of the cells that the verdict has of it.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const verdict of catalogue.verdicts.values()) {
      const history = catalogue.histories.get(verdict.slug);
      if (history !== undefined) yield* differing(history, verdict);
    }
  },
} as const satisfies Check;

/**
 * The night’s first run of each cell ended by its `at`, and further ones came after it. A cell of the verdict that was measured
 * by then, and after the night before, is that first run, unless the night could not run it and an earlier result was kept.
 */
function* differing(
  history: History,
  { file, data }: Entry<Verdict>,
): Generator<Finding> {
  const night = history.nights.at(-1);
  if (night === undefined || !data.sources.startsWith(night.sources)) return;
  const before = history.nights.at(-2)?.at ?? "";
  const places = new Map(history.cells.map((name, place) => [name, place]));
  for (const [index, cell] of data.cells.entries()) {
    if (cell.measuredAt <= before || cell.measuredAt > night.at) continue;
    const name = historyName(cell);
    const [letter = "-"] = night.runs[places.get(name) ?? -1] ?? [];
    const mark = markOf(cell);
    if (letter === mark || letter === "u" || letter === "e") continue;
    yield {
      file: historyPath(history.repro),
      line: night.line,
      field: "seen",
      found: `"${letter}" for ${name}`,
      expected: `"${mark}", as cells[${index}] of ${file} has it, measured at ${cell.measuredAt}`,
      todo: "Restore both files with git.",
    };
  }
}
