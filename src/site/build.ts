import { build } from "astro";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { close, createIndex } from "pagefind";
import { heads, type Head } from "./heads.ts";
import { dropUnread } from "./kept.ts";
import { markdownOfHtml } from "./markdown/from-html.ts";
import { root } from "./root.ts";
import { separateBlocks } from "./search/excerpt.ts";

/** Throws with the errors of a Pagefind answer, where it has any. */
function refuse(step: string, errors: readonly string[]): void {
  if (errors.length > 0)
    throw new Error(`Pagefind could not ${step}: ${errors.join("; ")}`);
}

/**
 * Indexes the pages below `folder` for the search, with their blocks apart, so that an excerpt can be cut at their ends. `=` and `+` belong to words, so that `codegen-units=16` and `C++`
 * are found; `-` must not, or `-O2` is found no more.
 * @returns how many pages were read
 */
export async function indexPages(folder: string): Promise<number> {
  try {
    const { errors, index } = await createIndex({ includeCharacters: "=+" });
    refuse("start", errors);
    if (index === undefined) throw new Error("Pagefind gave no index");
    const files = await readdir(folder, { recursive: true });
    const pages = files.sort().filter((name) => name.endsWith(".html"));
    for (const page of pages) {
      const content = separateBlocks(
        await readFile(join(folder, page), "utf8"),
      );
      const added = await index.addHTMLFile({ sourcePath: page, content });
      refuse(`read ${page}`, added.errors);
    }
    const written = await index.writeFiles({
      outputPath: join(folder, "pagefind"),
    });
    refuse("write the index", written.errors);
    return pages.length;
  } finally {
    await close();
  }
}

/** Writes each page that has a form in Markdown as that, from what was built into `folder`. */
export async function writeMarkdown(
  folder: string,
  pages: readonly Head[],
): Promise<void> {
  for (const head of pages) {
    const html = await readFile(join(folder, head.file), "utf8");
    const text = await markdownOfHtml(html, head);
    await writeFile(join(folder, head.markdown), text);
  }
}

/** Builds the whole site into `outDir`: the pages with Astro, then their Markdown and their search index. */
export async function buildSite(outDir: string): Promise<void> {
  const from = performance.now();
  // Each catalogue has a cache of its own, or builds of two of them would read each other’s pages.
  const cacheDir = join(root, "node_modules/.astro");
  await build({ outDir, cacheDir, logLevel: "warn" });
  const files = await readdir(outDir, { recursive: true });
  // A reproducer's own HTML is none of the site's pages.
  const pages = files
    .filter((name) => name.endsWith(".html") && !name.startsWith("repros/"))
    .sort();
  const made = performance.now();
  console.log(`${pages.length} pages, ${seconds(made - from)}`);
  await writeMarkdown(outDir, [...heads.values()]);
  const built = performance.now();
  console.log(`${heads.size} of them as Markdown, ${seconds(built - made)}`);
  const indexed = await indexPages(outDir);
  console.log(
    `search index over ${indexed} pages, ${seconds(performance.now() - built)}`,
  );
  await dropUnread();
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const outDir = resolve(process.argv[2] ?? "dist");
  console.log(`building the site into ${outDir}`);
  await buildSite(outDir);
}
