import { chmod, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isMap, isSeq, parseDocument, stringify } from "yaml";
import { parseYaml, splitPage } from "../catalog/read/document.ts";
import { listFiles, readText } from "../catalog/read/files.ts";
import { symptom as symptomSchema } from "../catalog/schema/index.ts";
import { UsageError } from "./command.ts";

/** The scaffold: a small hazard that is real, with names that stand for the new ones. */
const template = join(import.meta.dirname, "template");

/** What the new hazard is called. */
export interface Names {
  readonly slug: string;
  readonly symptom: string;
  readonly code: string;
  /** Today, YYYY-MM-DD. */
  readonly day: string;
}

/** A file to write, relative to the repository’s top. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
}

/** The scaffold’s files under the new names. */
export async function scaffold(names: Names): Promise<NewFile[]> {
  const meant: Readonly<Record<string, string>> = {
    "the-slug": names.slug,
    "the-symptom": names.symptom,
    MB0000: names.code,
    "2000-01-01": names.day,
  };
  // In one pass: a new name may itself have one of these in it.
  const stand = new RegExp(Object.keys(meant).join("|"), "g");
  const rename = (text: string) =>
    text.replaceAll(stand, (found) => meant[found] ?? found);
  const paths = await listFiles(template, ".");
  return Promise.all(
    paths.map(async (path) => ({
      path: rename(path),
      text: rename(await readFile(join(template, path), "utf8")),
      executable: ((await stat(join(template, path))).mode & 0o100) !== 0,
    })),
  );
}

/**
 * The next free code: one more than any in use, readable or not, because a code is never given twice.
 * Throws `UsageError` when there is none left.
 */
export async function nextCode(root: string): Promise<string> {
  const folder = "content/hazards";
  let highest = 0;
  for (const name of await listFiles(root, folder)) {
    const page = await readText(root, `${folder}/${name}`);
    const [, digits] = (page.ok && /^code:.*?MB(\d{4})/m.exec(page.text)) || [];
    highest = Math.max(highest, Number(digits ?? 0));
  }
  if (highest >= 9999)
    throw new UsageError(
      "no code is free after MB9999; the code’s form in src/catalog/schema/hazard.ts must grow first",
    );
  return `MB${String(highest + 1).padStart(4, "0")}`;
}

/**
 * A symptom’s page with the cause of the scaffold’s page added at the end of its causes; all else stays byte for byte.
 * Undefined where the page is not laid out so that a cause can be added to it.
 */
export function withCause(
  page: string,
  scaffolded: string,
): string | undefined {
  const [into, from] = [splitPage(page), splitPage(scaffolded)];
  if (into === undefined || from === undefined) return undefined;
  const added: unknown = parseDocument(from.frontMatter).getIn(["causes", 0]);
  const causes: unknown = parseDocument(into.frontMatter).get("causes", true);
  if (!isMap(added) || !isSeq(causes) || causes.flow === true) return undefined;
  const last: unknown = causes.items.at(-1);
  const start = causes.range?.[0];
  const end = isMap(last) ? last.range?.[1] : undefined;
  if (start === undefined || end === undefined) return undefined;
  const { frontMatter } = into;
  const indent = " ".repeat(start - (frontMatter.lastIndexOf("\n", start) + 1));
  const text = stringify([added.toJSON()], { lineWidth: 0 });
  const lines = text.trimEnd().replaceAll(/^/gm, indent);
  const before = frontMatter.slice(0, end).trimEnd();
  const after = frontMatter.slice(end).replace(/^\s*?(?=\n|$)/, "");
  const rest = after.startsWith("\n") ? after.slice(1) : after;
  const changed = `${before}\n${lines}\n${rest}`;
  const result = page.replace(frontMatter, () => changed);
  const parsed = parseYaml(splitPage(result)?.frontMatter ?? "", "");
  return parsed.ok && symptomSchema.safeParse(parsed.data).success
    ? result
    : undefined;
}

/** Writes files that must not be there yet; when one cannot be written, none stays. */
export async function writeNew(
  root: string,
  files: readonly NewFile[],
): Promise<void> {
  const written: string[] = [];
  try {
    for (const { path, text, executable } of files) {
      const full = join(root, path);
      await mkdir(dirname(full), { recursive: true });
      await writeFile(full, text, { flag: "wx" });
      written.push(full);
      if (executable) await chmod(full, 0o755);
    }
  } catch (error) {
    await Promise.all(written.map((path) => rm(path, { force: true })));
    throw error;
  }
}

/** Replaces a file in one step: a reader sees the old text or the new. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const aside = `${path}.${process.pid}.new`;
  await writeFile(aside, text);
  await rename(aside, path);
}
