import { join } from "node:path";
import { cellKey, nameOf, type Repro } from "../../catalog/cells/cell.ts";
import { plan, PlanError } from "../../catalog/cells/plan.ts";
import { joinHistories } from "../../catalog/history/join.ts";
import { historyPath, parseHistory } from "../../catalog/history/history.ts";
import {
  event,
  verdict as verdictSchema,
  type Verdict,
} from "../../catalog/schema/index.ts";
import { writeAtomically } from "../cache.ts";
import { git } from "../commit.ts";
import { loadRepros } from "../load.ts";
import { sourcesOf } from "../verify.ts";
import { printVerdict } from "./print.ts";
import { joinVerdict } from "./record.ts";

/** A file as a commit has it; nothing where the commit does not have it. */
async function fileAt(
  root: string,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const shown = await git(root, ["show", `${commit}:${path}`]);
  return shown.code === 0 ? shown.stdout : undefined;
}

async function verdictAt(
  root: string,
  commit: string,
  path: string,
): Promise<Verdict | undefined> {
  const text = await fileAt(root, commit, path);
  if (text === undefined) return undefined;
  const parsed = verdictSchema.safeParse(JSON.parse(text));
  if (!parsed.success)
    throw new PlanError(`${path} at ${commit}: expected a verdict`);
  return parsed.data;
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
  const cells = plan([repro], { matrix: true, cases: [], tools: {} });
  const provenance = { ...newer, sources: { [repro.slug]: sources } };
  const keys = new Set(cells.map((cell) => cellKey(nameOf(cell))));
  return (
    joinVerdict(repro.slug, older, results, provenance, keys, null) ?? newer
  );
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
    const text = joinHistories(slug, ours, theirs);
    if (text !== "") await write(path, text);
    const file = `content/verdicts/${slug}.json`;
    const verdicts = await both((at) => verdictAt(root, at, file));
    const verdict = together(repro, sources[slug] ?? "", verdicts);
    if (verdict === undefined) continue;
    const { lines } = parseHistory(slug, text);
    const last = lines.at(-1);
    const history = last === undefined ? null : { lines: lines.length, last };
    await write(file, printVerdict({ ...verdict, history }));
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
