import type { z } from "zod";
import { conform } from "./conform.ts";
import { parseYaml, type Locate, type Parsed } from "./document.ts";
import { listFolder, readText } from "./files.ts";
import type { Finding } from "../problem.ts";

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

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** How large a file of verdicts, nights or changes may be, in bytes. */
export const recordLimit = 64 * 1024 * 1024;

/** Takes what a rule found. */
export type Report = (rule: string, findings: readonly Finding[]) => void;

/** The files of a folder by slug; a file with another ending or a name that is no slug is reported. */
export async function named(
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

/** A YAML file of one entry; nothing where it cannot be read or does not fit. */
export async function loadYaml<Schema extends z.ZodType>(
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

/** A file’s text, at most `limit` bytes; nothing where it cannot be read. */
export async function textOf(
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

/** What was parsed, held against its schema; nothing where it does not fit. */
export function entryOf<Schema extends z.ZodType>(
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
