import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import {
  discovered,
  reproducer,
  toolchains,
  verdict,
  type Discovered,
  type Toolchains,
  type Verdict,
} from "../catalog/schema/index.ts";
import { extendRepro, extendToolchains } from "../catalog/cells/extend.ts";
import { PlanError } from "../catalog/cells/plan.ts";
import type { Repro } from "../catalog/cells/cell.ts";

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

function conform<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  file: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new PlanError(
    `${file}: ${field === "" ? "" : `${field}: `}${issue?.message ?? "does not fit its schema"}; misbuilt check tells everything that is wrong`,
  );
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
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const or = otherwise === undefined ? "" : `, or ${otherwise}`;
    throw new PlanError(`${file}: expected JSON; restore it with git${or}`);
  }
  return conform(schema, value, file);
}

function parseYaml(text: string, file: string): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  const [problem] = document.errors;
  if (problem !== undefined)
    throw new PlanError(`${file}: ${problem.message.trim()}`);
  const value: unknown = document.toJS();
  return value;
}

/** The reproducers of the repository at `root`, by name; those in `slugs` alone where any is named. */
export async function loadRepros(
  root: string,
  slugs: readonly string[] = [],
): Promise<Repro[]> {
  const folder = join(root, "repros");
  const entries = await readdir(folder, { withFileTypes: true });
  const repros: Repro[] = [];
  const appeared = await loadDiscovered(root);
  const lock =
    Object.keys(appeared.tools).length === 0 ? undefined : await loadLock(root);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isDirectory()) continue;
    if (slugs.length > 0 && !slugs.includes(entry.name)) continue;
    const file = `repros/${entry.name}/repro.yaml`;
    const text = await readIfThere(join(root, file));
    if (text === undefined) {
      if (slugs.length === 0) continue;
      throw new PlanError(
        `${file}: expected a manifest, there is no such file`,
      );
    }
    const manifest = conform(reproducer, parseYaml(text, file), file);
    const own = {
      slug: entry.name,
      folder: join(folder, entry.name),
      manifest,
    };
    repros.push(lock === undefined ? own : extendRepro(own, appeared, lock));
  }
  const missing = slugs.find(
    (slug) => !repros.some((repro) => repro.slug === slug),
  );
  if (missing !== undefined) {
    const known = entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    throw new PlanError(
      `no reproducer "${missing}" in repros/: there are ${known.join(", ")}`,
    );
  }
  return repros;
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
  const text = await readIfThere(join(root, file));
  if (text === undefined)
    throw new PlanError(
      `${file}: expected the toolchains' lock file, there is no such file`,
    );
  return conform(toolchains, parseYaml(text, file), file);
}

/** The path of a reproducer’s recorded verdict. */
export function verdictFile(root: string, slug: string): string {
  return join(root, "content", "verdicts", `${slug}.json`);
}

/** A reproducer’s recorded verdict, where it has one. Throws where the file is not one. */
export async function loadVerdict(
  root: string,
  slug: string,
): Promise<Verdict | undefined> {
  const again = `remove it and run misbuilt verify ${slug} --matrix --record`;
  return loadJson(root, `content/verdicts/${slug}.json`, verdict, again);
}
