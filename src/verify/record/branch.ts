import { join } from "node:path";
import { cellKey, type Repro } from "../../catalog/cells/cell.ts";
import { PlanError } from "../../catalog/cells/plan.ts";
import { appendRecord } from "../../catalog/history/append.ts";
import { joinHistories } from "../../catalog/history/join.ts";
import {
  endPath,
  historyPath,
  parseHistory,
} from "../../catalog/history/history.ts";
import { machinesOf } from "../../catalog/history/machine.ts";
import { machinePath } from "../../catalog/history/paths.ts";
import { fieldName } from "../../catalog/problem.ts";
import {
  event,
  machine,
  verdictFile,
  type Machine,
  type Verdict,
} from "../../catalog/schema/index.ts";
import { assemble } from "../../catalog/verdict/assemble.ts";
import { printFound, verdictPath } from "../../catalog/verdict/file.ts";
import { writeAtomically } from "../cache.ts";
import { git } from "../commit.ts";
import { loadRepros } from "../load.ts";
import { sourcesOf } from "../verify.ts";
import { endText } from "./ending.ts";
import { joinVerdict, keysOf } from "./record.ts";
import { writeMachine } from "./write.ts";

/** A file as a commit has it; nothing where the commit does not have it. */
async function fileAt(
  root: string,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const shown = await git(root, ["show", `${commit}:${path}`]);
  return shown.code === 0 ? shown.stdout : undefined;
}

/** A reproducer’s verdict as a commit has it. Throws `PlanError` where the commit’s files make none. */
async function verdictAt(
  root: string,
  commit: string,
  slug: string,
): Promise<Verdict | undefined> {
  const path = verdictPath(slug);
  const text = await fileAt(root, commit, path);
  if (text === undefined) return undefined;
  const parsed = verdictFile.safeParse(JSON.parse(text));
  if (!parsed.success)
    throw new PlanError(
      `${path} at ${commit}: expected a verdict: ${parsed.error.issues[0]?.message ?? ""}`,
    );
  const history = await fileAt(root, commit, historyPath(slug));
  const { seenIn } = parseHistory(slug, history);
  const machines = new Map<string, Machine>();
  for (const digest of machinesOf(seenIn.values())) {
    const found = await fileAt(root, commit, machinePath(digest));
    if (found !== undefined)
      machines.set(digest, machine.parse(JSON.parse(found)));
  }
  const parts = { file: parsed.data, seenIn, machines, end: null };
  const { misfits, verdict } = assemble(parts);
  const [first] = misfits;
  if (first !== undefined)
    throw new PlanError(
      `${path} at ${commit}: ${fieldName(first.path)}: ${first.found}; expected ${first.expected}`,
    );
  return verdict;
}

/** One verdict out of two: of the files as they are now, each cell as it was measured last. */
function together(
  repro: Repro,
  sources: string,
  both: readonly (Verdict | undefined)[],
): Verdict | undefined {
  const known = both
    .filter((one) => one !== undefined)
    .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
  const fresh = known.filter((one) => one.sources === sources);
  const [older, newer] = fresh;
  if (older === undefined || newer === undefined) return older ?? known.at(-1);
  const before = new Map(older.cells.map((cell) => [cellKey(cell), cell]));
  const results = newer.cells.filter(
    (cell) => cell.measuredAt >= (before.get(cellKey(cell))?.measuredAt ?? ""),
  );
  const provenance = { ...newer, sources: { [repro.slug]: sources } };
  const keys = keysOf(repro);
  return joinVerdict(repro.slug, older, results, provenance, keys) ?? newer;
}

/** The lines of ours, then those that only the other branch has: an event’s id names it for good. */
function joinEvents(ours: string, theirs: string): string {
  const lines = (text: string) => text.split("\n").filter((one) => one !== "");
  const idOf = (line: string) => event.parse(JSON.parse(line)).id;
  const known = new Set(lines(ours).map(idOf));
  const more = lines(theirs).filter((line) => !known.has(idOf(line)));
  return [...lines(ours), ...more].map((line) => `${line}\n`).join("");
}

/**
 * Writes what was recorded on the commit that is checked out and on another branch as one: histories keep every line of
 * both, verdicts the newer cells, events each once. Git cannot, because both branches wrote at the same places; in the middle
 * of a `git merge` this settles its conflicts. Returns the files.
 */
export async function joinBranch(
  root: string,
  branch: string,
): Promise<string[]> {
  const found = await git(root, [
    ...["rev-parse", "--verify", "--quiet", `${branch}^{commit}`],
  ]);
  if (found.code !== 0)
    throw new PlanError(`no commit "${branch}": git branch --all lists them`);
  const files: string[] = [];
  const write = async (path: string, text: string): Promise<void> => {
    await writeAtomically(join(root, path), text);
    files.push(path);
  };
  const both = <Value>(read: (commit: string) => Promise<Value>) =>
    Promise.all([read("HEAD"), read(branch)]);
  const repros = await loadRepros(root);
  const sources = await sourcesOf(repros);
  for (const repro of repros) {
    const { slug } = repro;
    const path = historyPath(slug);
    const [ours, theirs] = await both((at) => fileAt(root, at, path));
    const joined = joinHistories(slug, ours, theirs);
    const verdicts = await both((at) => verdictAt(root, at, slug));
    const verdict = together(repro, sources[slug] ?? "", verdicts);
    const text =
      verdict === undefined ? joined : appendRecord(slug, joined, verdict);
    // A merge that git left in conflict has files that neither branch had: they are written whatever stands there.
    if (text !== "") await write(path, text);
    if (verdict !== undefined)
      await write(verdictPath(slug), printFound(verdict));
    const end = endText(slug, text);
    if (end !== undefined) await write(endPath(slug), end);
    for (const one of verdict?.runs ?? [])
      await writeMachine(root, one.machine);
  }
  const years = new Set<string>();
  for (const commit of ["HEAD", branch]) {
    const listed = await git(root, [
      ...["ls-tree", "--name-only", commit, "content/events/"],
    ]);
    for (const path of listed.stdout.split("\n"))
      if (path.endsWith(".jsonl")) years.add(path);
  }
  for (const path of years) {
    const [ours, theirs] = await both((at) => fileAt(root, at, path));
    await write(path, joinEvents(ours ?? "", theirs ?? ""));
  }
  return files;
}
