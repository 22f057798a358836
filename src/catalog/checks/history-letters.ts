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

/** What was found, and the line that says in which run, tell one story. */
export const historyLetters = {
  rule: "history-letters",
  about:
    "A cell’s letter in the line that says where it was seen is that of its outcome in the verdict, and of the same files.",
  *find(catalogue: Catalogue): Generator<Finding> {
    for (const verdict of catalogue.verdicts.values()) {
      const history = catalogue.histories.get(verdict.slug);
      if (history !== undefined) yield* differing(history, verdict);
    }
  },
} as const satisfies Check;

function* differing(
  { repro, seenIn }: History,
  { file, data, slug }: Entry<Verdict>,
): Generator<Finding> {
  const told = new Set<number>();
  const names = data.cells.map(historyName);
  const last = new Map(names.map((name, index) => [name, index]));
  for (const [index, cell] of data.cells.entries()) {
    const name = historyName(cell);
    const seen = seenIn.get(name);
    // A cell that is there twice is refused elsewhere.
    if (seen === undefined || last.get(name) !== index) continue;
    const { line, marks, sources } = seen;
    const at = { file: historyPath(repro), line };
    const todo = `Restore both files with git, or run misbuilt verify ${slug} --matrix --record.`;
    const mark = markOf(cell);
    if (!marks.includes(mark))
      yield {
        ...at,
        field: "seen",
        found: `"${marks.join("")}" for ${name}`,
        expected: `"${mark}", as cells[${index}] of ${file} has it`,
        todo,
      };
    if (!data.sources.startsWith(sources) && !told.has(line)) {
      told.add(line);
      yield {
        ...at,
        field: "sources",
        found: `"${sources}" for ${name}`,
        expected: `"${data.sources.slice(0, 12)}", as ${file} has it`,
        todo,
      };
    }
  }
}
