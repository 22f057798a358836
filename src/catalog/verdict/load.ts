import {
  endPath,
  HistoryError,
  historyName,
  historyPath,
  parseHistory,
  type History,
  type SeenIn,
} from "../history/history.ts";
import { machineDigest, machinesOf } from "../history/machine.ts";
import { machinePath } from "../history/paths.ts";
import {
  entryOf,
  named,
  recordLimit,
  textOf,
  type Entry,
  type Report,
} from "../read/entries.ts";
import { parseJson } from "../read/document.ts";
import { readText } from "../read/files.ts";
import { fieldName } from "../problem.ts";
import {
  historyEndFile,
  machine,
  verdictFile,
  type HistoryEnd,
  type Machine,
  type Verdict,
} from "../schema/index.ts";
import { assemble } from "./assemble.ts";
import { verdictPath } from "./file.ts";

/** The rule under which a cell is reported that was found and that no run is known to have seen. */
export const unseenCell = "unseen-cell";

/** A reproducer’s history; an empty one where it has no file, nothing where the file is damaged, which is reported. */
export async function loadHistory(
  root: string,
  slug: string,
  report: Report,
): Promise<History | undefined> {
  const result = await readText(root, historyPath(slug), recordLimit);
  if (!result.ok && !result.missing) {
    await textOf(root, historyPath(slug), report, recordLimit);
    return undefined;
  }
  try {
    return parseHistory(slug, result.ok ? result.text : undefined);
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    report("history", [error.finding]);
    return undefined;
  }
}

/** Where the reproducer’s history ends, by the file that says so; null where there is none. */
export async function loadEnd(
  root: string,
  slug: string,
  report: Report,
): Promise<HistoryEnd | null> {
  const file = endPath(slug);
  const result = await readText(root, file);
  if (!result.ok && result.missing) return null;
  const text = await textOf(root, file, report);
  if (text === undefined) return null;
  const parsed = parseJson(text, file);
  const entry = entryOf(slug, file, parsed, historyEndFile, report);
  if (entry === undefined) return null;
  const { lines, last, repro } = entry.data;
  if (repro !== slug)
    report("history-end", [
      {
        file,
        field: "repro",
        found: `"${repro}"`,
        expected: `"${slug}", as the file is called`,
        todo: "Restore the file with git.",
      },
    ]);
  return { lines, last };
}

/** The machines that runs were made on. One whose file is another than its name says is reported and left out. */
async function loadMachines(
  root: string,
  seenIn: readonly SeenIn[],
  report: Report,
): Promise<Map<string, Machine>> {
  const machines = new Map<string, Machine>();
  for (const digest of machinesOf(seenIn)) {
    const file = machinePath(digest);
    const text = await textOf(root, file, report);
    if (text === undefined) continue;
    const parsed = parseJson(text, file);
    const entry = entryOf(digest, file, parsed, machine, report);
    if (entry === undefined) continue;
    const own = machineDigest(entry.data);
    if (own === digest) machines.set(digest, entry.data);
    else
      report("machine", [
        {
          file,
          field: "",
          found: `a machine whose digest is ${own}`,
          expected: `the one that the file is named after, ${digest}`,
          todo: "Restore the file with git.",
        },
      ]);
  }
  return machines;
}

/**
 * A reproducer’s verdict, put together from what was found and its history; nothing where there is none or it cannot be read.
 * `history`, `end`: as `loadHistory` and `loadEnd` give them.
 */
export async function loadVerdict(
  root: string,
  slug: string,
  history: History | undefined,
  end: HistoryEnd | null,
  report: Report,
): Promise<Entry<Verdict> | undefined> {
  const path = verdictPath(slug);
  const text = await textOf(root, path, report, recordLimit);
  if (text === undefined) return undefined;
  const parsed = parseJson(text, path);
  const entry = entryOf(slug, path, parsed, verdictFile, report);
  if (entry === undefined || history === undefined) return undefined;
  const { seenIn } = history;
  const seen = entry.data.cells.flatMap(
    (cell) => seenIn.get(historyName(cell)) ?? [],
  );
  const machines = await loadMachines(root, seen, report);
  const parts = { file: entry.data, seenIn, machines, end };
  const { verdict, misfits } = assemble(parts);
  for (const { path: field, found, expected, unseen } of misfits)
    report(unseen ? unseenCell : "verdict", [
      {
        file: path,
        field: fieldName(field),
        found,
        expected,
        todo: `Restore content/ with git, or run misbuilt verify ${slug} --matrix --record.`,
      },
    ]);
  return verdict === undefined ? undefined : { ...entry, data: verdict };
}

/** Every verdict and every history, by slug; what cannot be read is reported and left out, but stays in `names`. */
export async function loadVerdicts(root: string, report: Report) {
  const files = await named(root, "content/verdicts", ".json", report);
  const past = await named(root, "content/history", ".jsonl", report);
  const marks = await named(root, "content/ends", ".json", report);
  const entries = new Map<string, Entry<Verdict>>();
  const histories = new Map<string, History>();
  const ends = new Map<string, HistoryEnd>();
  for (const slug of new Set([
    ...past.keys(),
    ...files.keys(),
    ...marks.keys(),
  ])) {
    const history = await loadHistory(root, slug, report);
    if (history !== undefined && past.has(slug)) histories.set(slug, history);
    const end = await loadEnd(root, slug, report);
    if (end !== null) ends.set(slug, end);
    if (!files.has(slug)) continue;
    const entry = await loadVerdict(root, slug, history, end, report);
    if (entry !== undefined) entries.set(slug, entry);
  }
  return { entries, histories, ends, names: new Set(files.keys()) };
}
