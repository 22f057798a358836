import type { z } from "zod";
import { conform } from "./conform.ts";
import { parseYaml } from "./document.ts";
import { listFolder, readText } from "./files.ts";
import type { Catalogue } from "./load.ts";
import type { Titles } from "./titles.ts";
import { didYouMean } from "../nearest.ts";
import type { Finding } from "../problem.ts";
import {
  hazardSignatures,
  symptomSignatures,
  type HazardSignatures,
  type Knowledge,
  type SymptomSignatures,
} from "../schema/signature.ts";

/** The ending of a signature file; it lies beside its page, `content/hazards/<slug>.mdx`. */
export const signatureEnding = ".signatures.yaml";

/** The signature files of the catalogue, by slug, and what is wrong with them. */
export interface SignatureFiles {
  readonly hazards: ReadonlyMap<string, HazardSignatures>;
  readonly symptoms: ReadonlyMap<string, SymptomSignatures>;
  readonly problems: readonly Finding[];
}

/** Reads every signature file at `root`. One that does not fit its schema is left out and reported. */
export async function loadSignatures(root: string): Promise<SignatureFiles> {
  const problems: Finding[] = [];
  return {
    hazards: await loadFolder(
      root,
      "content/hazards",
      hazardSignatures,
      problems,
    ),
    symptoms: await loadFolder(
      root,
      "content/symptoms",
      symptomSignatures,
      problems,
    ),
    problems,
  };
}

/**
 * What a diagnosis starts from: the signatures of each page that exists. Title and code are the page’s, so signatures
 * without a page are not used; {@link checkSignatures} reports them.
 */
export function knowledgeOf(pages: Titles, files: SignatureFiles): Knowledge {
  const hazards: Knowledge["hazards"] = [];
  for (const [slug, signs] of files.hazards) {
    const page = pages.hazards.get(slug);
    if (page === undefined) continue;
    const { code, title } = page.data;
    hazards.push({ slug, code, title, url: `/hazards/${slug}/`, signs });
  }
  const symptoms: Knowledge["symptoms"] = [];
  for (const [slug, signs] of files.symptoms) {
    const page = pages.symptoms.get(slug);
    if (page === undefined) continue;
    const { title } = page.data;
    symptoms.push({ slug, title, url: `/symptoms/${slug}/`, signs });
  }
  return { hazards, symptoms };
}

/** What is wrong with the signature files: schemas, ids, criteria that name no signature, files without a page. */
export function checkSignatures(
  catalogue: Pick<Catalogue, "names">,
  files: SignatureFiles,
): Finding[] {
  const findings = [...files.problems];
  for (const kind of ["hazards", "symptoms"] as const) {
    for (const [slug, signs] of files[kind]) {
      const file = `content/${kind}/${slug}${signatureEnding}`;
      if (!catalogue.names[kind].has(slug))
        findings.push({
          file,
          field: "",
          found: `signatures of "${slug}", which has no page`,
          expected: `content/${kind}/${slug}.mdx`,
          todo: `Write the page, or rename the file.${didYouMean(slug, catalogue.names[kind])}`,
        });
      findings.push(...idFindings(file, signs));
    }
  }
  return findings;
}

function idFindings(
  file: string,
  signs: HazardSignatures | SymptomSignatures,
): Finding[] {
  const findings: Finding[] = [];
  const ids = new Set<string>();
  for (const [index, { id }] of signs.signatures.entries()) {
    if (ids.has(id))
      findings.push({
        file,
        field: `signatures[${index}].id`,
        found: `a second signature "${id}"`,
        expected: "ids that are unique in the file",
        todo: "Rename one of them.",
      });
    ids.add(id);
  }
  for (const [field, id] of namedIds(signs)) {
    if (ids.has(id)) continue;
    findings.push({
      file,
      field,
      found: `"${id}", which is no signature of this file`,
      expected: "the id of a signature",
      todo: `Add the signature, or correct the id.${didYouMean(id, ids)}`,
    });
  }
  return findings;
}

/** Every place of the file that names a signature, with the name. */
function* namedIds(
  signs: HazardSignatures | SymptomSignatures,
): Generator<[field: string, id: string]> {
  for (const [index, { unless }] of signs.signatures.entries())
    for (const id of unless) yield [`signatures[${index}].unless`, id];
  const lists =
    "shown" in signs
      ? { shown: signs.shown }
      : {
          certain: signs.certain,
          likely: signs.likely,
          possible: signs.possible,
        };
  for (const [name, criteria] of Object.entries(lists))
    for (const [index, all] of criteria.entries())
      for (const any of all)
        for (const id of any.split("|")) yield [`${name}[${index}]`, id];
  if ("next" in signs)
    for (const [index, { unless }] of signs.next.entries())
      for (const id of unless) yield [`next[${index}].unless`, id];
}

async function loadFolder<Schema extends z.ZodType>(
  root: string,
  folder: string,
  schema: Schema,
  problems: Finding[],
): Promise<Map<string, z.output<Schema>>> {
  const loaded = new Map<string, z.output<Schema>>();
  for (const name of await listFolder(root, folder)) {
    if (!name.endsWith(signatureEnding)) continue;
    const file = `${folder}/${name}`;
    const text = await readText(root, file);
    if (!text.ok) {
      problems.push({
        file,
        field: "",
        found: text.found,
        expected: "a YAML file",
        todo: "Restore the file with git.",
      });
      continue;
    }
    const parsed = parseYaml(text.text, file);
    if (!parsed.ok) {
      problems.push(...parsed.findings);
      continue;
    }
    const result = conform(schema, parsed.data, file, parsed.locate);
    if (result.ok)
      loaded.set(name.slice(0, -signatureEnding.length), result.data);
    else problems.push(...result.findings);
  }
  return loaded;
}
