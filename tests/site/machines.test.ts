import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { z } from "zod";
import { apiFormats } from "../../src/catalog/export/api.ts";
import { bodyTags } from "../../src/catalog/body.ts";
import { loadCatalogue } from "../../src/catalog/load.ts";
import { snippetText } from "../../src/catalog/snippet.ts";
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
    const paths = address.includes("SLUG")
      ? [...known.hazards.keys()].map((slug) => address.replace("SLUG", slug))
      : [address];
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
    expect(bodyTags(text), path).toEqual([]);
    const prose = text.replaceAll(/^(`{3,}).*\n[\s\S]*?^\1$/gm, "code");
    expect(prose, path).not.toMatch(/\n{3}|\[object|: undefined/);
    expect(read(`${path}/index.html`), path).toContain(`${path}.md`);
  }
});

test("a hazard’s Markdown has the bytes of its snippets, and every case of its verdict", async () => {
  for (const { slug, data } of known.hazards.values()) {
    const text = read(`hazards/${slug}.md`);
    for (const { snippet } of data.workarounds)
      if (snippet !== undefined)
        expect(text).toContain(await snippetText(repository, snippet));
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
  const pages = readdirSync(site, { recursive: true, encoding: "utf8" })
    .filter(
      (name) => name.endsWith(".html") && !/^(pagefind|repros)\//.test(name),
    )
    .filter((name) => name !== "404.html" && !/^MB\d{4}\//.test(name))
    .map((name) => `/${name}`);
  expect(own(read("sitemap.xml")).sort()).toEqual(pages.sort());
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
