import { join } from "node:path";
import type { z } from "zod";
import { conform } from "./conform.ts";
import { sourcesDigest } from "./digest.ts";
import {
  parseJson,
  parseYaml,
  splitPage,
  type Locate,
  type Parsed,
} from "./document.ts";
import { listFiles, listFolder, readText } from "./files.ts";
import { HistoryError, parseHistory, type History } from "./history.ts";
import type { Finding, Problem } from "./problem.ts";
import {
  event,
  hazard,
  reproducer,
  symptom,
  toolchains,
  verdict,
  type Event,
  type Hazard,
  type Reproducer,
  type Symptom,
  type Toolchains,
  type Verdict,
} from "./schema/index.ts";

/** A file of the catalogue that fits its schema. */
export interface Entry<Data> {
  /** Its name without the ending; for a reproducer, its folder’s. */
  readonly slug: string;
  /** Path in the repository. */
  readonly file: string;
  readonly data: Data;
  /** The line of a field in `file`. */
  readonly locate: Locate;
}

/** A page: front matter, and the text below it. */
export interface PageEntry<Data> extends Entry<Data> {
  readonly body: string;
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
}

/** All that is known. What does not fit its schema is in `problems` and left out of the maps, but stays in `names`. */
export interface Catalogue {
  /** The repository’s top, absolute. */
  readonly root: string;
  readonly hazards: ReadonlyMap<string, PageEntry<Hazard>>;
  readonly symptoms: ReadonlyMap<string, PageEntry<Symptom>>;
  readonly repros: ReadonlyMap<string, ReproEntry>;
  readonly verdicts: ReadonlyMap<string, Entry<Verdict>>;
  readonly toolchains: Entry<Toolchains> | undefined;
  /** The nights of each reproducer that has any, by its slug. */
  readonly histories: ReadonlyMap<string, History>;
  /** Every change of an outcome that was recorded, oldest first. */
  readonly events: readonly Event[];
  /** Every entry that has a file, readable or not: a reference to it does not dangle. */
  readonly names: Readonly<
    Record<"hazards" | "symptoms" | "repros" | "verdicts", ReadonlySet<string>>
  >;
  /** What could not be read. */
  readonly problems: readonly Problem[];
}

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const verdictLimit = 64 * 1024 * 1024;

/** Reads the catalogue at `root`. Whatever the files hold, it answers; what is wrong is in `problems`. */
export async function loadCatalogue(root: string): Promise<Catalogue> {
  const problems: Problem[] = [];
  const report = (rule: string, findings: readonly Finding[]) => {
    problems.push(...findings.map((finding) => ({ ...finding, rule })));
  };
  const hazards = await loadPages(root, "content/hazards", hazard, report);
  const symptoms = await loadPages(root, "content/symptoms", symptom, report);
  const repros = await loadRepros(root, report);
  const verdicts = await loadVerdicts(root, report);
  const tools = "repros/toolchains.yaml";
  return {
    root,
    hazards: hazards.entries,
    symptoms: symptoms.entries,
    repros: repros.entries,
    verdicts: verdicts.entries,
    toolchains: await loadYaml(root, "toolchains", tools, toolchains, report),
    histories: await loadHistories(root, report),
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

type Report = (rule: string, findings: readonly Finding[]) => void;

/** The files of a folder by slug; a file with another ending or a name that is no slug is reported. */
async function named(
  root: string,
  folder: string,
  ending: string,
  report: Report,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const name of await listFolder(root, folder)) {
    const slug = name.slice(0, -ending.length);
    const file = `${folder}/${name}`;
    if (name.endsWith(ending) && slugPattern.test(slug)) files.set(slug, file);
    else if (!name.startsWith(".") && !name.endsWith(".signatures.yaml"))
      report("file-name", [
        {
          file,
          field: "",
          found: `the name "${name}"`,
          expected: `<slug>${ending}, lower-case words joined by hyphens`,
          todo: "Rename it, or move it elsewhere.",
        },
      ]);
  }
  return files;
}

async function loadPages<Schema extends z.ZodType>(
  root: string,
  folder: string,
  schema: Schema,
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
    const parsed = parseYaml(page.frontMatter, file, page.firstLine);
    const entry = entryOf(slug, file, parsed, schema, report);
    const { body, bodyLine } = page;
    if (entry !== undefined) entries.set(slug, { ...entry, body, bodyLine });
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
    const entry = await loadYaml(root, slug, file, reproducer, report);
    if (entry === undefined) continue;
    const files = await listFiles(root, folder);
    const sources = await sourcesDigest(join(root, folder));
    entries.set(slug, { ...entry, folder, files, sources });
  }
  return { entries, names };
}

async function loadVerdicts(root: string, report: Report) {
  const files = await named(root, "content/verdicts", ".json", report);
  const entries = new Map<string, Entry<Verdict>>();
  for (const [slug, file] of files) {
    const text = await textOf(root, file, report, verdictLimit);
    if (text === undefined) continue;
    const parsed = parseJson(text, file);
    const entry = entryOf(slug, file, parsed, verdict, report);
    if (entry !== undefined) entries.set(slug, entry);
  }
  return { entries, names: new Set(files.keys()) };
}

/** The histories that can be read; one that cannot is reported and left out. */
async function loadHistories(
  root: string,
  report: Report,
): Promise<Map<string, History>> {
  const files = await named(root, "content/history", ".jsonl", report);
  const histories = new Map<string, History>();
  for (const [slug, file] of files) {
    const text = await textOf(root, file, report, verdictLimit);
    if (text === undefined) continue;
    try {
      histories.set(slug, parseHistory(slug, text));
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error;
      report("history", [
        {
          ...{ file, field: "", found: error.message },
          expected: "the lines that nightly runs appended",
          todo: "Restore the file with git.",
        },
      ]);
    }
  }
  return histories;
}

/** The lines of `content/events/<year>.jsonl`; one that is no event is reported by its number and left out. */
async function loadEvents(root: string, report: Report): Promise<Event[]> {
  const events: Event[] = [];
  for (const name of await listFolder(root, "content/events")) {
    if (!name.endsWith(".jsonl")) continue;
    const file = `content/events/${name}`;
    const text = (await textOf(root, file, report, verdictLimit)) ?? "";
    for (const [index, line] of text.split("\n").entries()) {
      if (line === "") continue;
      const parsed = parseJson(line, file);
      const entry = entryOf(name, file, parsed, event, (rule, findings) => {
        report(
          rule,
          findings.map((one) => ({ ...one, line: index + 1 })),
        );
      });
      if (entry !== undefined) events.push(entry.data);
    }
  }
  return events.sort((a, b) =>
    a.date === b.date ? (a.id < b.id ? -1 : 1) : a.date < b.date ? -1 : 1,
  );
}

async function loadYaml<Schema extends z.ZodType>(
  root: string,
  slug: string,
  file: string,
  schema: Schema,
  report: Report,
): Promise<Entry<z.output<Schema>> | undefined> {
  const text = await textOf(root, file, report);
  if (text === undefined) return undefined;
  return entryOf(slug, file, parseYaml(text, file), schema, report);
}

async function textOf(
  root: string,
  file: string,
  report: Report,
  limit?: number,
): Promise<string | undefined> {
  const result = await readText(root, file, limit);
  if (result.ok) return result.text;
  report("readable", [
    {
      file,
      field: "",
      found: result.found,
      expected: "a text file in UTF-8 of a sensible size",
      todo: result.missing ? "Write it." : "Replace it, or remove it.",
    },
  ]);
  return undefined;
}

function entryOf<Schema extends z.ZodType>(
  slug: string,
  file: string,
  parsed: Parsed,
  schema: Schema,
  report: Report,
): Entry<z.output<Schema>> | undefined {
  if (!parsed.ok) {
    report("syntax", parsed.findings);
    return undefined;
  }
  const { locate } = parsed;
  const fit = conform(schema, parsed.data, file, locate);
  if (fit.ok) return { slug, file, data: fit.data, locate };
  report("schema", fit.findings);
  return undefined;
}
