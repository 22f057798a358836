import { build } from "astro";
import { access, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { close, createIndex } from "pagefind";
import { dropUnread } from "./kept.ts";
import { markdownOfHtml, readHead } from "./markdown/from-html.ts";
import { root } from "./root.ts";

/** Throws with the errors of a Pagefind answer, where it has any. */
function refuse(step: string, errors: readonly string[]): void {
  if (errors.length > 0)
    throw new Error(`Pagefind could not ${step}: ${errors.join("; ")}`);
}

/**
 * Indexes the pages below `folder` for the search. `=` and `+` belong to words, so that `codegen-units=16` and `C++`
 * are found; `-` must not, or `-O2` is found no more.
 * @returns how many pages were read
 */
export async function indexPages(folder: string): Promise<number> {
  try {
    const { errors, index } = await createIndex({ includeCharacters: "=+" });
    refuse("start", errors);
    if (index === undefined) throw new Error("Pagefind gave no index");
    const added = await index.addDirectory({ path: folder });
    refuse("read the pages", added.errors);
    const written = await index.writeFiles({
      outputPath: join(folder, "pagefind"),
    });
    refuse("write the index", written.errors);
    return added.page_count;
  } finally {
    await close();
  }
}

/**
 * Writes the Markdown of each page below `folder` that links to one which nothing else has made: the pages without an
 * entry of the catalogue behind them.
 * @returns how many were written
 */
export async function writeMarkdown(
  folder: string,
  pages: readonly string[],
): Promise<number> {
  let written = 0;
  for (const page of pages) {
    const html = await readFile(join(folder, page), "utf8");
    const head = readHead(html);
    if (head?.markdown === undefined) continue;
    // The page lies where its address says, below the base path that the site is published under.
    const name = relative(
      new URL(head.url).pathname,
      new URL(head.markdown).pathname,
    );
    const file = join(folder, dirname(page), name);
    if (await exists(file)) continue;
    await writeFile(file, await markdownOfHtml(html, head));
    written += 1;
  }
  return written;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
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
  const markdown = await writeMarkdown(outDir, pages);
  const built = performance.now();
  console.log(`${markdown} of them as Markdown, ${seconds(built - made)}`);
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
