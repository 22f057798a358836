import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  allStandings,
  toolStandings,
} from "../../src/catalog/affected/tools.ts";
import { apiFormats } from "../../src/catalog/export/api.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import { snippetText } from "../../src/catalog/read/snippet.ts";
import { repository } from "../cli/run.ts";
import { describeXml, xmlProblems } from "../exports/xmllint.ts";
import { builtSite } from "./support/browser.ts";

const site = builtSite();
const known = await loadCatalogue(repository);

function read(path: string): string {
  return readFileSync(join(site, path), "utf8");
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The whole addresses of the site in a text, as paths from its root. */
function own(text: string): string[] {
  const origin = /<link rel="self"[^>]*href="(.*)\/feed\.xml"/.exec(
    read("feed.xml"),
  )?.[1];
  if (origin === undefined)
    throw new Error("feed.xml has no address of its own");
  return text
    .split(origin)
    .slice(1)
    .map((rest) => /^\/[^\s"<>)#`]*/.exec(rest)?.[0] ?? "/")
    .map((path) => (path.endsWith("/") ? `${path}index.html` : path));
}

/** Paths that the site does not have. */
function missing(paths: readonly string[]): string[] {
  return paths.filter((path) => !existsSync(join(site, path)));
}

const archives = z
  .object({
    reproducers: z.array(
      z.object({
        slug: z.string(),
        archive: z.object({
          url: z.string(),
          bytes: z.number(),
          sha256: z.string(),
        }),
        files: z.array(
          z.object({ url: z.string(), bytes: z.number(), sha256: z.string() }),
        ),
      }),
    ),
  })
  .parse(JSON.parse(read("api/v1/reproducers.json")));

test("every document of the API is there and fits the schema that is published beside it", () => {
  for (const { name, address } of apiFormats) {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const schema = z
      .looseObject({})
      .parse(JSON.parse(read(`schema/${name}.json`)));
    const accepts = ajv.compile(schema);
    const [placeholder = ""] = /[A-Z]{4,}/.exec(address) ?? [];
    const names: Readonly<Record<string, readonly string[]>> = {
      "": [""],
      SLUG: [...known.hazards.keys()],
      REPRO: [...known.repros.keys()],
      TOOL: toolStandings(allStandings(known)).map(({ tool }) => tool),
    };
    const paths = (names[placeholder] ?? []).map((name) =>
      address.replace(placeholder, name),
    );
    expect(paths).not.toEqual([]);
    for (const path of paths) {
      const document: unknown = JSON.parse(read(path));
      expect(
        accepts(document) ? "" : ajv.errorsText(accepts.errors),
        path,
      ).toBe("");
    }
  }
});

test("an archive and each of its files have the size and the SHA-256 that are published", () => {
  expect(archives.reproducers.map(({ slug }) => slug)).toEqual(
    [...known.repros.keys()].sort(),
  );
  for (const { archive, files } of archives.reproducers)
    for (const one of [archive, ...files]) {
      const bytes = readFileSync(join(site, one.url));
      expect([bytes.length, sha256(bytes)], one.url).toEqual([
        one.bytes,
        one.sha256,
      ]);
    }
});

test("a hazard’s page, its Markdown and its JSON name the archive’s SHA-256", () => {
  for (const { slug, data } of known.hazards.values()) {
    const entry = archives.reproducers.find((one) => one.slug === data.repro);
    if (entry === undefined) throw new Error(`${data.repro} is not published`);
    for (const page of [
      `hazards/${slug}/index.html`,
      `hazards/${slug}.md`,
      `api/v1/hazards/${slug}.json`,
    ])
      expect(read(page), page).toContain(entry.archive.sha256);
  }
});

test("each page of the catalogue is there as Markdown, without a component left in it", () => {
  const pages = [
    ...[...known.hazards.values()].map((one) => ({
      path: `hazards/${one.slug}`,
      ...one,
    })),
    ...[...known.symptoms.values()].map((one) => ({
      path: `symptoms/${one.slug}`,
      ...one,
    })),
  ];
  for (const { path, data } of pages) {
    const text = read(`${path}.md`);
    expect(text, path).toMatch(/^---\n[\s\S]*?\n---\n\n# /);
    expect(text, path).toContain(data.title);
    const prose = text.replaceAll(/^(`{3,}).*\n[\s\S]*?^\1$/gm, "code");
    expect(prose.replaceAll(/`[^`\n]+`/g, "code"), path).not.toMatch(
      /<\/?[A-Z][A-Za-z]*[\s/>]|\{\/\*/,
    );
    expect(prose, path).not.toMatch(/\n{3}|\[object [A-Z]|^\w+: undefined$/m);
    expect(read(`${path}/index.html`), path).toContain(`${path}.md`);
  }
});

/** Pages of the site by their file: those that lead elsewhere or stand for a missing one are none. */
function pages(): string[] {
  return readdirSync(site, { recursive: true, encoding: "utf8" })
    .filter(
      (name) => name.endsWith(".html") && !/^(pagefind|repros)\//.test(name),
    )
    .filter((name) => name !== "404.html" && !/^MB\d{4}\//.test(name));
}

test("every page links to its form in Markdown or text, which has its heading, and whose links lead somewhere", () => {
  // What shows a reproducer's files links to each file itself.
  const all = pages().filter((name) => !name.startsWith("source/"));
  expect(all.length).toBeGreaterThan(30);
  const plain = (text: string) =>
    text
      .replaceAll(/<[^>]+>|[`*\\]/g, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll(/&#39;|&apos;/g, "'")
      .replaceAll("&amp;", "&")
      .replaceAll(/\s+/g, " ")
      .trim();
  for (const name of all) {
    const html = read(name);
    const type = name.startsWith("logs/") ? "text/plain" : "text/markdown";
    const link = new RegExp(
      `<link rel="alternate" type="${type}" href="([^"]+)"`,
    ).exec(html)?.[1];
    if (link === undefined) throw new Error(`${name} links to no ${type}`);
    const ending = type === "text/plain" ? ".txt" : ".md";
    const path = `/${name}`.replace(/\/?index\.html$/, "") || "/index";
    expect(link, name).toBe(path + ending);
    const text = read(link);
    const heading = plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? "");
    expect(heading, name).not.toBe("");
    expect(plain(text), link).toContain(heading);
    const paths = own(text);
    expect(paths, link).not.toEqual([]);
    expect(missing(paths), link).toEqual([]);
  }
});

test("a reproducer names its log and its history, and a history’s logs are there", () => {
  const address = z.object({ log: z.string().nullable(), history: z.string() });
  const { reproducers } = z
    .object({ reproducers: z.array(address) })
    .parse(JSON.parse(read("api/v1/reproducers.json")));
  const history = z.object({
    cells: z.array(z.object({ name: z.string(), log: z.string().nullable() })),
    nights: z.array(z.object({ seen: z.array(z.string()) })),
  });
  let cells = 0;
  for (const one of reproducers) {
    if (one.log !== null) expect(missing([`${one.log}index.html`])).toEqual([]);
    const document = history.parse(JSON.parse(read(one.history)));
    for (const { log } of document.cells) {
      if (log === null) continue;
      const [page = "", anchor = ""] = log.split("#");
      expect(read(`${page}index.html`), log).toContain(`id="${anchor}"`);
      cells += 1;
    }
    for (const { seen } of document.nights)
      expect(seen.length).toBeLessThanOrEqual(document.cells.length);
  }
  expect(cells).toBeGreaterThan(0);
});

test("a hazard’s Markdown has the bytes of its snippets, and every case of its verdict", async () => {
  for (const { slug, data } of known.hazards.values()) {
    const text = read(`hazards/${slug}.md`);
    for (const one of data.workarounds.flatMap(({ snippets }) => snippets))
      expect(text).toContain(
        "file" in one ? await snippetText(repository, one) : one.text,
      );
    for (const one of known.repros.get(data.repro)?.data.cases ?? [])
      expect(text).toContain(`| ${one.id} | ${one.role} |`);
  }
});

test("what the feed, the sitemap, llms.txt and the Markdown link to is there", () => {
  const texts = [
    "feed.xml",
    "sitemap.xml",
    "llms.txt",
    "robots.txt",
    "api/v1/osv.json",
  ].concat(
    readdirSync(site, { recursive: true, encoding: "utf8" }).filter((name) =>
      /^(hazards|symptoms)\/[^/]+\.md$/.test(name),
    ),
  );
  for (const name of texts) {
    const paths = own(read(name));
    expect(paths, name).not.toEqual([]);
    expect(missing(paths), name).toEqual([]);
  }
});

test("the sitemap has every page but those that lead elsewhere", () => {
  expect(own(read("sitemap.xml")).sort()).toEqual(
    pages()
      .map((name) => `/${name}`)
      .sort(),
  );
});

test("each hazard has its OSV record, alone and in the list", () => {
  const all = z
    .array(z.looseObject({ id: z.string() }))
    .parse(JSON.parse(read("api/v1/osv.json")));
  const alone = [...known.hazards.values()].map(({ data }): unknown =>
    JSON.parse(read(`api/v1/osv/${data.code}.json`)),
  );
  expect(all.map(({ id }) => id).sort()).toEqual(
    [...known.hazards.values()]
      .map(({ data }) => `x_misbuilt-${data.code}`)
      .sort(),
  );
  for (const one of alone) expect(all).toContainEqual(one);
});

describeXml("by libxml2", () => {
  test("the feed, the sitemap and the badges are valid", async () => {
    expect(await xmlProblems(join(site, "feed.xml"), "atom.rng")).toBe("");
    expect(await xmlProblems(join(site, "sitemap.xml"), "sitemap.rng")).toBe(
      "",
    );
    const codes = [...known.hazards.values()].map(({ data }) => data.code);
    for (const code of codes)
      expect(await xmlProblems(join(site, `badges/${code}.svg`)), code).toBe(
        "",
      );
  });
});
