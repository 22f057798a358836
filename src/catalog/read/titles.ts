import { parseYaml, splitPage } from "./document.ts";
import { listFolder, readText } from "./files.ts";
import { fieldFigures } from "../figures/fields.ts";

interface Named {
  readonly code: string;
  readonly title: string;
}

/** What a diagnosis says of the pages that it points to, by slug. */
export interface Titles {
  readonly hazards: ReadonlyMap<string, { readonly data: Named }>;
  readonly symptoms: ReadonlyMap<
    string,
    { readonly data: Pick<Named, "title"> }
  >;
}

/**
 * Code and title of every page at `root`, out of the front matter alone: no manifest, no verdict and no text is read. A page
 * without a title is left out; `misbuilt check` reports it.
 */
export async function loadTitles(root: string): Promise<Titles> {
  const hazards = await titlesIn(root, "content/hazards");
  const symptoms = await titlesIn(root, "content/symptoms");
  const all = [...hazards.values(), ...symptoms.values()];
  if (all.every(({ data }) => fieldFigures(data.title).length === 0))
    return { hazards, symptoms };
  // A figure in a title comes out of a verdict.
  const { loadCatalogue } = await import("./load.ts");
  return loadCatalogue(root);
}

async function titlesIn(root: string, folder: string) {
  const titles = new Map<string, { data: Named }>();
  const ending = ".mdx";
  for (const name of await listFolder(root, folder)) {
    if (!name.endsWith(ending)) continue;
    const file = `${folder}/${name}`;
    const read = await readText(root, file);
    const page = read.ok ? splitPage(read.text) : undefined;
    if (page === undefined) continue;
    const parsed = parseYaml(page.frontMatter, file, page.firstLine);
    const title = parsed.ok ? fieldOf(parsed.data, "title") : "";
    if (!parsed.ok || title === "") continue;
    const code = fieldOf(parsed.data, "code");
    titles.set(name.slice(0, -ending.length), { data: { code, title } });
  }
  return titles;
}

function fieldOf(data: unknown, name: string): string {
  if (typeof data !== "object" || data === null) return "";
  const value: unknown = Reflect.get(data, name);
  return typeof value === "string" ? value : "";
}
