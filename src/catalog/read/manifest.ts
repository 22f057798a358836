import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { conform } from "./conform.ts";
import { parseYaml, type Locate } from "./document.ts";
import { readText } from "./files.ts";
import type { Finding } from "../problem.ts";
import { reproducer, type Reproducer } from "../schema/index.ts";

/** A reproducer’s manifest, or what is wrong with it and the name of the rule that says so. */
export type ReadManifest =
  | { ok: true; data: Reproducer; locate: Locate }
  | { ok: false; rule: string; findings: readonly Finding[] };

/** How many cells a case may have: far more than any, and few enough to be counted before they are made. */
const mostCells = 10_000;

/**
 * Reads `repros/<slug>/repro.yaml`, for the catalogue and for verification alike. Whatever the folder holds, it answers.
 */
export async function readManifest(
  root: string,
  slug: string,
): Promise<ReadManifest> {
  const folder = `repros/${slug}`;
  const file = `${folder}/repro.yaml`;
  const text = await readText(root, file);
  if (!text.ok)
    return refuse("readable", [
      {
        file,
        field: "",
        found: text.found,
        expected: "a text file in UTF-8 of a sensible size",
        todo: text.missing ? "Write it." : "Replace it, or remove it.",
      },
    ]);
  const names = await oddNames(join(root, folder));
  if (names.length > 0)
    return refuse(
      "file-name",
      names.map((name) => ({
        file: `${folder}/${name}`,
        field: "",
        found: "a name that is not UTF-8",
        expected: "a name that every machine and archive writes alike",
        todo: "Rename the file.",
      })),
    );
  const parsed = parseYaml(text.text, file);
  if (!parsed.ok) return refuse("syntax", parsed.findings);
  const { locate } = parsed;
  const fit = conform(reproducer, parsed.data, file, locate);
  if (!fit.ok) return refuse("schema", fit.findings);
  const many = tooMany(fit.data, file, locate);
  return many.length === 0
    ? { ok: true, data: fit.data, locate }
    : refuse("schema", many);
}

function refuse(rule: string, findings: readonly Finding[]): ReadManifest {
  return { ok: false, rule, findings };
}

/** Cases with more cells than can be run, or even written down. */
function tooMany(
  { cases, tools }: Reproducer,
  file: string,
  locate: Locate,
): Finding[] {
  return cases.flatMap((one, index) => {
    const versions = Object.entries(one.tools).map(([tool, choice]) =>
      Array.isArray(choice) ? choice : (tools[tool]?.versions ?? []),
    );
    const cells = [...versions, ...Object.values(one.vary)].reduce(
      (product, { length }) => product * length,
      1,
    );
    if (cells <= mostCells) return [];
    return {
      file,
      field: `cases[${index}].vary`,
      line: locate(["cases", index, "vary"]),
      found: `${cells.toLocaleString("en")} cells`,
      expected: `at most ${mostCells.toLocaleString("en")} combinations of versions and values`,
      todo: "Vary less at a time.",
    };
  });
}

/** The paths below a folder that are not UTF-8, with their odd bytes as escapes. */
async function oddNames(folder: string, below = ""): Promise<string[]> {
  const entries = await readdir(join(folder, below), {
    encoding: "buffer",
    withFileTypes: true,
  });
  const odd: string[] = [];
  for (const entry of entries) {
    const name = entry.name.toString();
    if (!Buffer.from(name).equals(entry.name))
      odd.push(below + escaped(entry.name));
    else if (entry.isDirectory())
      odd.push(...(await oddNames(folder, `${below}${name}/`)));
  }
  return odd;
}

function escaped(name: Buffer): string {
  return name
    .toString("latin1")
    .replaceAll(
      /[^ -~]/g,
      (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, "0")}`,
    );
}
