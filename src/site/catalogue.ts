import { getCollection } from "astro:content";
import type { CollectionEntry } from "astro:content";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { standingsOf, type Standing } from "../catalog/affected/tools.ts";
import { loadCatalogue } from "../catalog/read/load.ts";
import type { Catalogue as Known, ReproEntry } from "../catalog/read/load.ts";
import { describeProblem } from "../catalog/problem.ts";
import type {
  Hazard,
  Reproducer,
  Symptom,
  Verdict,
} from "../catalog/schema/index.ts";
import type { ArchiveFile } from "./archive.ts";
import { root } from "./root.ts";

/** A reproducer: its manifest and its files, with paths relative to its folder. */
export interface Repro {
  readonly slug: string;
  readonly manifest: Reproducer;
  readonly files: readonly ArchiveFile[];
  /** Digest of its files now; a verdict with another one is older than they are. */
  readonly sources: string;
}

/** A page of the catalogue: its slug, its front matter, and its body for Astro to render. */
export interface Page<Body, Data> {
  readonly id: string;
  readonly data: Data;
  readonly body: Body;
}
export type HazardEntry = Page<CollectionEntry<"hazards">, Hazard>;
export type SymptomEntry = Page<CollectionEntry<"symptoms">, Symptom>;

/** Everything the pages show, read once for each build. */
export interface Catalogue {
  /** The catalogue itself; the rest of this is arranged for pages. */
  readonly known: Known;
  readonly hazards: readonly HazardEntry[];
  readonly symptoms: readonly SymptomEntry[];
  readonly repros: ReadonlyMap<string, Repro>;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Who is affected by each hazard, with what was measured of each tool. */
  readonly standings: ReadonlyMap<string, readonly Standing[]>;
  /** The tool’s name as its makers write it. */
  readonly title: (tool: string) => string;
}

async function filesOf(entry: ReproEntry): Promise<ArchiveFile[]> {
  return Promise.all(
    entry.files.map(async (path) => {
      const full = join(root, entry.folder, path);
      const [bytes, { mode }] = await Promise.all([readFile(full), stat(full)]);
      return { path, bytes, executable: (mode & 0o100) !== 0 };
    }),
  );
}

/** Joins the pages' bodies, which Astro renders, with their front matter, which the catalogue has read and checked. */
function pages<Body extends { id: string }, Data>(
  bodies: readonly Body[],
  known: ReadonlyMap<string, { data: Data }>,
): Page<Body, Data>[] {
  return bodies.flatMap((body) => {
    const entry = known.get(body.id);
    return entry === undefined ? [] : [{ id: body.id, data: entry.data, body }];
  });
}

async function load(): Promise<Catalogue> {
  const known = await loadCatalogue(root);
  if (known.problems.length > 0) {
    throw new Error(
      `the catalogue has problems:\n${known.problems.map(describeProblem).join("\n")}`,
    );
  }
  const repros = new Map<string, Repro>();
  for (const [slug, entry] of known.repros) {
    const { data: manifest, sources } = entry;
    repros.set(slug, { slug, manifest, sources, files: await filesOf(entry) });
  }
  const hazards = pages(await getCollection("hazards"), known.hazards);
  const symptoms = pages(await getCollection("symptoms"), known.symptoms);
  return {
    known,
    hazards: hazards.sort((a, b) => (a.data.code < b.data.code ? -1 : 1)),
    symptoms: symptoms.sort((a, b) => (a.id < b.id ? -1 : 1)),
    repros,
    verdicts: new Map(
      [...known.verdicts].map(([slug, entry]) => [slug, entry.data]),
    ),
    standings: new Map(
      [...known.hazards].map(([slug, entry]) => [
        slug,
        standingsOf(known, entry),
      ]),
    ),
    title: (tool) => known.toolchains?.data.tools[tool]?.title ?? tool,
  };
}

let loaded: Promise<Catalogue> | undefined;

/** The catalogue, loaded at the first call. */
export function catalogue(): Promise<Catalogue> {
  loaded ??= load();
  return loaded;
}

/** Everything that belongs to one hazard’s page. */
export interface HazardPage {
  readonly slug: string;
  readonly hazard: Hazard;
  readonly repro: Repro | undefined;
  readonly verdict: Verdict | undefined;
  /** Who is affected, with what was measured of each tool. */
  readonly standings: readonly Standing[];
  readonly site: Catalogue;
}

/** The hazard of a slug, for components inside its page. Throws where there is none. */
export async function hazardPage(
  slug: string | undefined,
): Promise<HazardPage> {
  const site = await catalogue();
  const entry = site.hazards.find((one) => one.id === slug);
  if (entry === undefined) {
    throw new Error(
      `no hazard "${slug ?? ""}" in content/hazards/: this component stands on hazard pages alone`,
    );
  }
  const hazard = entry.data;
  return {
    slug: entry.id,
    hazard,
    repro: site.repros.get(hazard.repro),
    verdict: site.verdicts.get(hazard.repro),
    standings: site.standings.get(entry.id) ?? [],
    site,
  };
}
