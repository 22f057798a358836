import { join } from "node:path";
import type { z } from "zod";
import { readBody, type Body } from "./body.ts";
import { inputsDigest, sourcesDigest } from "./digest.ts";
import { parseJson, parseYaml, splitPage } from "./document.ts";
import {
  entryOf,
  loadYaml,
  named,
  recordLimit,
  textOf,
  type Entry,
  type Report,
} from "./entries.ts";
import { fillFigures } from "../figures/fields.ts";
import type { Measured } from "../figures/figure.ts";
import { listFiles, listFolder } from "./files.ts";
import type { History } from "../history/history.ts";
import { readManifest } from "./manifest.ts";
import { loadEvents } from "../history/events-file.ts";
import { loadVerdicts } from "../verdict/load.ts";
import type { Finding, Problem } from "../problem.ts";
import {
  discovered,
  hazard,
  mutantRecord,
  symptom,
  toolchains,
  type Discovered,
  type Event,
  type Hazard,
  type HistoryEnd,
  type MutantRecord,
  type Reproducer,
  type Symptom,
  type Toolchains,
  type Verdict,
} from "../schema/index.ts";

export type { Entry } from "./entries.ts";

/** A page: front matter with its figures filled in, and the text below it. */
export interface PageEntry<Data> extends Entry<Data> {
  /** The front matter as it is in the file, figures unfilled. */
  readonly written: unknown;
  readonly body: string;
  readonly content: Body;
  /** The line of the body’s first line in `file`, from 1. */
  readonly bodyLine: number;
}

/** A reproducer with the names of its files. */
export interface ReproEntry extends Entry<Reproducer> {
  /** Path in the repository, such as `repros/zig-macho-tls-misalignment`. */
  readonly folder: string;
  /** Its files, relative to `folder`, sorted. */
  readonly files: readonly string[];
  /** Digest of its files as they are now, to hold against a verdict’s `sources`. */
  readonly sources: string;
  /** Digest of those of its files that its scripts can see. */
  readonly inputs: string;
}

/** All that is known. What does not fit its schema is in `problems` and left out of the maps, but stays in `names`. */
export interface Catalogue {
  /** The repository’s top, absolute. */
  readonly root: string;
  readonly hazards: ReadonlyMap<string, PageEntry<Hazard>>;
  readonly symptoms: ReadonlyMap<string, PageEntry<Symptom>>;
  readonly repros: ReadonlyMap<string, ReproEntry>;
  readonly verdicts: ReadonlyMap<string, Entry<Verdict>>;
  /** What each reproducer’s mutants came to. */
  readonly mutants: ReadonlyMap<string, Entry<MutantRecord>>;
  readonly toolchains: Entry<Toolchains> | undefined;
  /** Versions that appeared after the toolchains’ file was written, where there are any. */
  readonly discovered: Entry<Discovered> | undefined;
  /** The nights of each reproducer that has any, by its slug. */
  readonly histories: ReadonlyMap<string, History>;
  /** Where each history ends, by the file that says so. */
  readonly ends: ReadonlyMap<string, HistoryEnd>;
  /** Every change of an outcome that was recorded, oldest first. */
  readonly events: readonly Event[];
  /** Every entry that has a file, readable or not: a reference to it does not dangle. */
  readonly names: Readonly<
    Record<"hazards" | "symptoms" | "repros" | "verdicts", ReadonlySet<string>>
  >;
  /** What could not be read. */
  readonly problems: readonly Problem[];
}

/** Reads the catalogue at `root`. Whatever the files hold, it answers; what is wrong is in `problems`. */
export async function loadCatalogue(root: string): Promise<Catalogue> {
  const problems: Problem[] = [];
  const report = (rule: string, findings: readonly Finding[]) => {
    problems.push(...findings.map((finding) => ({ ...finding, rule })));
  };
  const repros = await loadRepros(root, report);
  const { ends, histories, ...verdicts } = await loadVerdicts(root, report);
  const mutants = await loadRecords(
    root,
    "content/mutants",
    mutantRecord,
    report,
  );
  const measured = { repros: repros.entries, verdicts: verdicts.entries };
  const load = <Schema extends z.ZodType>(folder: string, schema: Schema) =>
    loadPages(root, folder, schema, measured, report);
  const hazards = await load("content/hazards", hazard);
  const symptoms = await load("content/symptoms", symptom);
  const tools = "repros/toolchains.yaml";
  return {
    root,
    hazards: hazards.entries,
    symptoms: symptoms.entries,
    repros: repros.entries,
    verdicts: verdicts.entries,
    mutants: mutants.entries,
    toolchains: await loadYaml(root, "toolchains", tools, toolchains, report),
    discovered: await loadDiscovered(root, report),
    histories,
    ends,
    events: await loadEvents(root, report),
    names: {
      hazards: hazards.names,
      symptoms: symptoms.names,
      repros: repros.names,
      verdicts: verdicts.names,
    },
    problems,
  };
}

async function loadPages<Schema extends z.ZodType>(
  root: string,
  folder: string,
  schema: Schema,
  measured: Measured,
  report: Report,
) {
  const files = await named(root, folder, ".mdx", report);
  const entries = new Map<string, PageEntry<z.output<Schema>>>();
  for (const [slug, file] of files) {
    const text = await textOf(root, file, report);
    if (text === undefined) continue;
    const page = splitPage(text);
    if (page === undefined) {
      report("front-matter", [
        {
          file,
          field: "",
          line: 1,
          found: "no front matter",
          expected: "YAML between two lines of three hyphens at the top",
          todo: "misbuilt new scaffolds a page to compare with.",
        },
      ]);
      continue;
    }
    const { body, bodyLine } = page;
    const parsed = parseYaml(page.frontMatter, file, page.firstLine);
    const written = parsed.ok ? parsed.data : undefined;
    const filled = parsed.ok
      ? { ...parsed, data: fillFigures(written, measured) }
      : parsed;
    const entry = entryOf(slug, file, filled, schema, report);
    const read = readBody(body);
    if (!read.ok)
      report("syntax", [
        {
          file,
          field: "",
          line: bodyLine + read.line,
          found: read.problem,
          expected: "MDX",
          todo: "Correct it here; what is no component goes into backquotes.",
        },
      ]);
    else if (entry !== undefined)
      entries.set(slug, {
        ...entry,
        written,
        body,
        content: read.body,
        bodyLine,
      });
  }
  return { entries, names: new Set(files.keys()) };
}

async function loadRepros(root: string, report: Report) {
  const entries = new Map<string, ReproEntry>();
  const names = new Set<string>();
  for (const name of await listFolder(root, "repros")) {
    if (!name.endsWith("/")) continue;
    const slug = name.slice(0, -1);
    const folder = `repros/${slug}`;
    names.add(slug);
    const file = `${folder}/repro.yaml`;
    const read = await readManifest(root, slug);
    if (!read.ok) {
      report(read.rule, read.findings);
      continue;
    }
    const { data, locate } = read;
    const entry = { slug, file, data, locate };
    const files = await listFiles(root, folder);
    const sources = await sourcesDigest(join(root, folder));
    const inputs = await inputsDigest(join(root, folder));
    entries.set(slug, { ...entry, folder, files, sources, inputs });
  }
  return { entries, names };
}

async function loadDiscovered(
  root: string,
  report: Report,
): Promise<Entry<Discovered> | undefined> {
  const name = "discovered.json";
  // A catalogue of which no night has asked the registries has none.
  if (!(await listFolder(root, "repros")).includes(name)) return undefined;
  const file = `repros/${name}`;
  const text = await textOf(root, file, report, recordLimit);
  if (text === undefined) return undefined;
  return entryOf("discovered", file, parseJson(text, file), discovered, report);
}

/** The JSON files of a folder, by slug. */
async function loadRecords<Schema extends z.ZodType>(
  root: string,
  folder: string,
  schema: Schema,
  report: Report,
) {
  const files = await named(root, folder, ".json", report);
  const entries = new Map<string, Entry<z.output<Schema>>>();
  for (const [slug, file] of files) {
    const text = await textOf(root, file, report, recordLimit);
    if (text === undefined) continue;
    const parsed = parseJson(text, file);
    const entry = entryOf(slug, file, parsed, schema, report);
    if (entry !== undefined) entries.set(slug, entry);
  }
  return { entries, names: new Set(files.keys()) };
}
