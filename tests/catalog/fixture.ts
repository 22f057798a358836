import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { checkCatalogue } from "../../src/catalog/check.ts";
import { sourcesDigest } from "../../src/catalog/read/digest.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import { mutantDigest } from "../../src/catalog/mutants/digest.ts";
import { describeProblem, type Problem } from "../../src/catalog/problem.ts";
import type { MutantResult } from "../../src/catalog/schema/index.ts";
import { scaffold, writeNew } from "../../src/cli/scaffold.ts";
import { storeVerdict } from "./store.ts";
import { measuredAt, soundVerdict } from "./verdict.ts";

export const slug = "fast-math-nan";
export const symptom = "nan-passes";
export const hazardFile = `content/hazards/${slug}.mdx`;
export const symptomFile = `content/symptoms/${symptom}.mdx`;
export const reproFile = `repros/${slug}/repro.yaml`;
export const mutantsFile = `content/mutants/${slug}.json`;
export const verdictFile = `content/verdicts/${slug}.json`;

const toolchains = `schemaVersion: 1
tools:
  cc:
    title: the distribution’s C compiler
    env: CC
    version: { args: [--version] }
    source: apt
    versions:
      "debian": { package: gcc, executable: cc }
`;

/** A catalogue of one hazard that passes every check: the scaffold, one claim reproduced, and a verdict for it. */
export async function makeCatalogue(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "misbuilt-catalogue-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const names = { slug, symptom, code: "MB0001", day: "2026-01-02" };
  await writeNew(root, await scaffold(names));
  await put(root, "repros/toolchains.yaml", toolchains);
  await edit(
    root,
    hazardFile,
    "claims:\n",
    `claims:\n  - evidence: reproduced\n    claim: It shows.\n    repro: ${slug}\n    case: hazard\n`,
  );
  await record(root);
  return root;
}

/** Writes a verdict as `verify --record` would, of the sources as they are now. One of a broken manifest says what it said before. */
export async function record(root: string): Promise<void> {
  const sources = await sourcesDigest(join(root, "repros", slug));
  const before = (await loadCatalogue(root)).verdicts.get(slug)?.data;
  const verdict = await soundVerdict(root, slug).catch(() => before);
  if (verdict === undefined) throw new Error("there is no verdict");
  await storeVerdict(root, { ...verdict, sources });
  await recordMutants(root, measuredAt);
}

/** Writes what the mutants came to, as `verify --mutants --record` would. */
async function recordMutants(root: string, measuredAt: string): Promise<void> {
  const repro = (await loadCatalogue(root)).repros.get(slug);
  if (repro === undefined) return;
  const { data, inputs } = repro;
  const mutants = await Promise.all(
    data.mutants.map(async (one): Promise<MutantResult> => ({
      repro: slug,
      case: one.case,
      mutant: one.id,
      kind: one.kind,
      outcome: one.outcome,
      expected: one.outcome,
      caught: true,
      detail: "as it must be",
      tools: { cc: "debian" },
      params: {},
      ms: 12,
      measuredAt,
      run: null,
      digest: await mutantDigest(inputs, data, one),
    })),
  );
  const record = { schemaVersion: 1, repro: slug, runs: [], mutants };
  await put(root, mutantsFile, JSON.stringify(record, null, 2));
}

/** Writes a file. */
export async function put(
  root: string,
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

/** Replaces the first `from`; fails the test where there is none, so that no test passes because it broke nothing. */
export async function edit(
  root: string,
  path: string,
  from: string,
  to: string,
): Promise<void> {
  const text = await readFile(join(root, path), "utf8");
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  await writeFile(
    join(root, path),
    text.replace(from, () => to),
  );
}

/** What `misbuilt check` finds. */
export async function problemsOf(root: string): Promise<Problem[]> {
  return checkCatalogue(await loadCatalogue(root));
}

/** The same as lines, with the rule before each and without digests. */
export async function linesOf(root: string): Promise<string[]> {
  const problems = await problemsOf(root);
  return problems.map((one) =>
    `[${one.rule}] ${describeProblem(one)}`.replaceAll(
      /\b[0-9a-f]{12}\b/g,
      "<digest>",
    ),
  );
}
