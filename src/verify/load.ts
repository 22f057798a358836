import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import {
  discovered,
  toolchains,
  type Discovered,
  type Toolchains,
  type Verdict,
} from "../catalog/schema/index.ts";
import { extendRepro, extendToolchains } from "../catalog/cells/extend.ts";
import { compareText, type Repro } from "../catalog/cells/cell.ts";
import { plan, PlanError } from "../catalog/cells/plan.ts";
import { parseJson } from "../catalog/read/document.ts";
import { entryOf, loadYaml, type Report } from "../catalog/read/entries.ts";
import { readManifest } from "../catalog/read/manifest.ts";
import { historyPath, parseHistory } from "../catalog/history/history.ts";
import { describeProblem } from "../catalog/problem.ts";
import { verdictPath } from "../catalog/verdict/file.ts";
import {
  loadEnd,
  loadVerdict as readVerdict,
  unseenCell,
} from "../catalog/verdict/load.ts";

/** The code of a file system error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error
    ? String(error.code)
    : undefined;
}

/** The file’s text, or nothing where there is no such file. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR")
      return undefined;
    throw error;
  }
}

/** Throws what a reader of the catalogue found first; `otherwise`: what to do besides. */
function strictly(otherwise?: string): Report {
  return (rule, [first]) => {
    if (first === undefined) return;
    const problem = describeProblem({ ...first, rule });
    const or = otherwise === undefined ? "" : ` Or ${otherwise}.`;
    throw new PlanError(
      `${problem}${or} misbuilt check tells everything that is wrong`,
    );
  };
}

/** A JSON file of the repository; undefined where there is none. `otherwise`: what to do besides restoring it. */
export async function loadJson<Schema extends z.ZodType>(
  root: string,
  file: string,
  schema: Schema,
  otherwise?: string,
): Promise<z.output<Schema> | undefined> {
  const text = await readIfThere(join(root, file));
  if (text === undefined) return undefined;
  const report = strictly(otherwise);
  return entryOf(file, file, parseJson(text, file), schema, report)?.data;
}

/** Takes a manifest that cannot be read, or whose cells cannot be planned, in a sentence. */
export type Refuse = (problem: string) => void;

function throwIt(problem: string): never {
  throw new PlanError(problem);
}

/**
 * The reproducers of the repository at `root`, by name; those in `slugs` alone where any is named. One whose manifest is
 * bad goes to `refuse`, which throws a `PlanError` unless the caller takes it.
 */
export async function loadRepros(
  root: string,
  slugs: readonly string[] = [],
  refuse: Refuse = throwIt,
): Promise<Repro[]> {
  const folder = join(root, "repros");
  const entries = await readdir(folder, { withFileTypes: true });
  const known = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort(compareText);
  const missing = slugs.find((slug) => !known.includes(slug));
  if (missing !== undefined)
    throw new PlanError(
      `no reproducer "${missing}" in repros/: there are ${known.join(", ")}`,
    );
  const appeared = await loadDiscovered(root);
  const lock =
    Object.keys(appeared.tools).length === 0 ? undefined : await loadLock(root);
  const repros: Repro[] = [];
  for (const slug of slugs.length === 0
    ? known
    : known.filter((one) => slugs.includes(one))) {
    const read = await readManifest(root, slug);
    if (!read.ok) {
      const [first] = read.findings;
      if (first !== undefined)
        refuse(
          `${describeProblem({ ...first, rule: read.rule })} misbuilt check tells everything that is wrong`,
        );
      continue;
    }
    const own = { slug, folder: join(folder, slug), manifest: read.data };
    const repro = lock === undefined ? own : extendRepro(own, appeared, lock);
    const unplanned = planProblem(repro);
    if (unplanned === undefined) repros.push(repro);
    else refuse(unplanned);
  }
  return repros;
}

/** Why the cells of a reproducer cannot be planned. */
function planProblem(repro: Repro): string | undefined {
  try {
    plan([repro], { matrix: true, cases: [], tools: {} });
    return undefined;
  } catch (error) {
    if (error instanceof PlanError) return error.message;
    throw error;
  }
}

/** Where versions are kept that appeared after the lock file was written. */
export function discoveredFile(root: string): string {
  return join(root, "repros", "discovered.json");
}

/** Versions that appeared after the lock file was written; none where there is no such file. */
export async function loadDiscovered(root: string): Promise<Discovered> {
  const found = await loadJson(root, "repros/discovered.json", discovered);
  return found ?? { schemaVersion: 1, tools: {} };
}

/** The toolchains of the lock file, and those that appeared since. */
export async function loadToolchains(root: string): Promise<Toolchains> {
  return extendToolchains(await loadLock(root), await loadDiscovered(root));
}

/** The toolchains’ lock file alone, `repros/toolchains.yaml`. */
export async function loadLock(root: string): Promise<Toolchains> {
  const file = "repros/toolchains.yaml";
  const read = await loadYaml(root, "toolchains", file, toolchains, strictly());
  if (read === undefined) throw new PlanError(`${file}: it cannot be read`);
  return read.data;
}

/**
 * A reproducer’s recorded verdict, where it has one. Throws where it cannot be read. Of a call that was killed while it recorded,
 * cells may be left whose run was not written down: they count as never seen.
 */
export async function loadVerdict(
  root: string,
  slug: string,
): Promise<Verdict | undefined> {
  if ((await readIfThere(join(root, verdictPath(slug)))) === undefined)
    return undefined;
  const text = await readIfThere(join(root, historyPath(slug)));
  const again = `remove ${verdictPath(slug)} and run misbuilt verify ${slug} --matrix --record`;
  const strict = strictly(again);
  const report: Report = (rule, findings) => {
    if (rule !== unseenCell) strict(rule, findings);
  };
  const history = parseHistory(slug, text);
  const end = await loadEnd(root, slug, report);
  const entry = await readVerdict(root, slug, history, end, report);
  return entry?.data;
}
