import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { archive } from "../../src/site/archive.ts";
import { headers } from "../../src/site/headers.ts";
import {
  builtSite,
  describeInBrowser,
  launch,
  open,
} from "./support/browser.ts";
import { readPage } from "./support/page.ts";
import type { PageFacts } from "./support/page.ts";
import { serve } from "./support/server.ts";
import type { Host } from "./support/server.ts";

const code = /^\/MB\d{4}\/$/;

describeInBrowser("the built pages", { timeout: 60_000 }, () => {
  let host: Host;
  let browser: Browser;
  let site: string;
  let names: string[];
  const pages = new Map<string, PageFacts>();
  const faults: string[] = [];

  beforeAll(async () => {
    site = builtSite();
    host = await serve(site);
    browser = await launch();
    names = readdirSync(site, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".html"))
      // Pagefind's own, and reproducers' files, which are published as they are.
      .filter((name) => !/^(pagefind|repros)\//.test(name))
      .map((name) => `/${name.replace(/index\.html$/, "")}`);
    const watched = await open(browser, host.origin, {
      viewport: { width: 390, height: 844 },
    });
    for (const name of names.sort()) {
      // A code's page goes on to its hazard at once; a test of its own follows it.
      if (code.test(name)) continue;
      await watched.page.goto(name, { waitUntil: "load" });
      pages.set(name, await readPage(watched.page));
    }
    faults.push(...watched.faults);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await host.stop();
  });

  /** Every page with what is wrong with it; empty when all is well. */
  function wrong(check: (page: PageFacts, name: string) => string[]): string[] {
    return [...pages].flatMap(([name, page]) =>
      check(page, name).map((problem) => `${name}: ${problem}`),
    );
  }

  test("there are hazards, symptoms, the status, the reference, codes and a 404", () => {
    for (const pattern of [
      /^\/$/,
      /^\/hazards\/[a-z0-9-]+\/$/,
      /^\/symptoms\/[a-z0-9-]+\/$/,
      code,
      /^\/status\/$/,
      /^\/reference\/$/,
      /^\/about\/$/,
      /^\/404\.html$/,
    ])
      expect(names.filter((name) => pattern.test(name))).not.toEqual([]);
  });

  test("no page logs an error, breaks its security policy or asks another host", () => {
    expect(faults).toEqual([]);
  });

  test("every link inside the site leads to a page or file, and to an anchor that is there", () => {
    const files = new Set(
      readdirSync(site, { recursive: true, encoding: "utf8" }).map(
        (name) => `/${name}`,
      ),
    );
    expect(
      wrong(({ links }, name) =>
        links.flatMap((link) => {
          const url = new URL(link, `${host.origin}${name}`);
          if (url.origin !== host.origin) return [];
          const path = decodeURIComponent(url.pathname);
          const target = pages.get(path);
          if (code.test(path) && names.includes(path)) return [];
          if (target === undefined)
            return files.has(path) && !path.endsWith("/")
              ? []
              : [`${link} leads nowhere`];
          const anchor = decodeURIComponent(url.hash.slice(1));
          return anchor === "" || target.ids.includes(anchor)
            ? []
            : [`${link}: no id "${anchor}" there`];
        }),
      ),
    ).toEqual([]);
  });

  test("links to other sites are https", () => {
    expect(
      wrong(({ links }) =>
        links.filter(
          (link) => /^[a-z]+:/.test(link) && !link.startsWith("https:"),
        ),
      ),
    ).toEqual([]);
  });

  test("each page has one h1, no heading skips a level, and none is empty", () => {
    expect(
      wrong(({ headings }) => {
        const first = headings.filter((one) => one.level === 1).length;
        const problems = first === 1 ? [] : [`${first} h1`];
        for (const [index, one] of headings.entries()) {
          const before = headings[index - 1]?.level ?? 0;
          if (one.level > before + 1)
            problems.push(`h${one.level} "${one.text}" after h${before}`);
          if (one.text === "") problems.push(`an empty h${one.level}`);
        }
        return problems;
      }),
    ).toEqual([]);
  });

  test("ids and copy hooks are unique, and nothing is styled inline", () => {
    const repeated = (list: string[]) =>
      list.filter((one, index) => list.indexOf(one) !== index);
    expect(
      wrong(({ ids, copies, inlineStyles }) => [
        ...repeated(ids).map((id) => `id "${id}" twice`),
        ...repeated(copies).map((copy) => `data-copy "${copy}" twice`),
        ...(inlineStyles === 0 ? [] : [`${inlineStyles} inline styles`]),
      ]),
    ).toEqual([]);
  });

  test("each page has a title and a description of its own", () => {
    expect(
      wrong(({ title, description }) =>
        [title, description].filter((text) => text === ""),
      ),
    ).toEqual([]);
    const titles = [...pages.values()].map((page) => page.title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test("no page scrolls sideways on a phone of 390 pixels", () => {
    expect(
      wrong(({ overflow }) =>
        overflow > 0 ? [`${overflow} pixels too wide`] : [],
      ),
    ).toEqual([]);
  });

  test("every scrolling region can be reached and has a name", () => {
    expect(wrong(({ namelessRegions }) => namelessRegions)).toEqual([]);
  });

  test("no link begins or ends with a blank that can be seen", () => {
    expect(wrong(({ blanksInLinks }) => blanksInLinks)).toEqual([]);
  });

  test("a code goes to its hazard", async () => {
    const codes = names.filter((name) => code.test(name));
    const { page } = await open(browser, host.origin);
    for (const name of codes) {
      await page.goto(name);
      await page.waitForURL(/\/hazards\//);
      const shown = page.locator(".code-line .mb");
      expect(await shown.textContent()).toBe(name.slice(1, -1));
    }
  }, 240_000);

  test("an unknown address answers 404 with a way on", async () => {
    const { page } = await open(browser, host.origin);
    const response = await page.goto("/hazards/no-such-hazard/");
    expect(response?.status()).toBe(404);
    expect(
      await page.locator("main a[href^='/hazards/']").count(),
    ).toBeGreaterThan(0);
  });

  test("the policy of every page refuses inline scripts, inline styles and other hosts", () => {
    expect(
      wrong(({ policy }) => [
        ...(policy.includes("default-src 'none'")
          ? []
          : ["no default-src 'none'"]),
        ...(/'unsafe-(inline|eval)'|https?:|\*/.test(policy) ? [policy] : []),
      ]),
    ).toEqual([]);
  });

  test("pages are isolated across origins, so that they may share memory", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/");
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });

  test("the headers file for static hosts says what the preview server sends", () => {
    const lines = readFileSync(join(site, "_headers"), "utf8")
      .trim()
      .split("\n");
    expect(lines[0]).toBe("/*");
    expect(lines.slice(1).map((line) => line.trim())).toEqual(
      Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    );
  });

  test("each archive is made of the reproducer's files, and its page names its digest", async () => {
    const root = join(import.meta.dirname, "../..");
    const packed = readdirSync(join(site, "repros")).filter((name) =>
      name.endsWith(".tar.gz"),
    );
    expect(packed).not.toEqual([]);
    const { page } = await open(browser, host.origin);
    for (const name of packed) {
      const slug = name.replace(".tar.gz", "");
      const bytes = readFileSync(join(site, "repros", name));
      const files = readdirSync(join(root, "repros", slug), {
        recursive: true,
        withFileTypes: true,
      }).filter((entry) => entry.isFile());
      const again = archive(
        files.reverse().map((entry) => {
          const full = join(entry.parentPath, entry.name);
          return {
            path: `${slug}/${full.slice(join(root, "repros", slug).length + 1)}`,
            bytes: readFileSync(full),
            executable: (statSync(full).mode & 0o100) !== 0,
          };
        }),
      );
      expect(again.equals(bytes)).toBe(true);
      const digest = createHash("sha256").update(bytes).digest("hex");
      await page.goto("/status/");
      const link = page.locator(
        `main table.status tr:has-text("${slug}") th a`,
      );
      if ((await link.count()) === 0) continue;
      await link.click();
      const shown = await page.locator(".download .digest").textContent();
      expect(shown?.trim()).toBe(digest);
    }
  }, 240_000);

  test("the API lists what the site shows, and the schemas are JSON Schemas", () => {
    const parse = (path: string): unknown =>
      JSON.parse(readFileSync(join(site, path), "utf8"));
    const slugs = [...pages.keys()].flatMap(
      (name) => /^\/hazards\/([^/]+)\/$/.exec(name)?.[1] ?? [],
    );
    const listed = z
      .object({
        schemaVersion: z.literal(1),
        hazards: z.array(z.object({ slug: z.string() })),
      })
      .parse(parse("api/v1/hazards.json"));
    expect(listed.hazards.map((one) => one.slug).sort()).toEqual(slugs.sort());
    for (const slug of slugs)
      expect(parse(`api/v1/hazards/${slug}.json`)).toMatchObject({
        schemaVersion: 1,
        slug,
      });
    for (const name of ["hazard", "symptom", "repro", "verdict", "toolchains"])
      expect(parse(`schema/${name}.json`)).toMatchObject({
        $schema: "https://json-schema.org/draft/2020-12/schema",
        type: "object",
      });
    for (const slug of slugs)
      expect(readFileSync(join(site, "llms.txt"), "utf8")).toContain(
        `/hazards/${slug}/`,
      );
  });
});
