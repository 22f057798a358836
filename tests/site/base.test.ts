/** The site below a path of its host, as `pages.yml` publishes it where nothing else is said. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadCorpus } from "../corpus/corpus.ts";
import { describeInBrowser, launch, open } from "./support/browser.ts";
import type { Watched } from "./support/browser.ts";
import { buildSite } from "./support/build.ts";
import { serve, type Host } from "./support/server.ts";

const base = "/misbuilt/";
const repository = join(import.meta.dirname, "../..");

describeInBrowser("a site below a path", { timeout: 60_000 }, () => {
  let root: string;
  let site: string;
  let host: Host;
  let browser: Browser;
  let watched: Watched;

  beforeAll(async () => {
    // A copy, because a catalogue's build cache is for one base path.
    root = join(repository, "out/base");
    await rm(root, { recursive: true, force: true });
    for (const folder of ["content", "repros"])
      await cp(join(repository, folder), join(root, folder), {
        recursive: true,
      });
    site = buildSite(root, base, {
      SITE_URL: "https://host.example",
      SITE_BASE: base,
    });
    await cp(join(site, "404.html"), join(root, "dist/404.html"));
    host = await serve(join(root, "dist"));
    browser = await launch();
    // A request outside of the path is a fault.
    watched = await open(browser, host.origin + base);
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await host.stop();
  });

  /** The site's text files whose name ends so, without Pagefind's and the reproducers' own. */
  function files(end: string): string[] {
    return readdirSync(site, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(end))
      .filter((name) => !/^(pagefind|repros)\//.test(name));
  }

  test("every address in a page is below it, and there", () => {
    const wrong = files(".html").flatMap((name) => {
      const page = readFileSync(join(site, name), "utf8");
      const addresses = [
        ...page.matchAll(/(?:href|src|action|content)="(\/[^"#?]*)/g),
      ].map(([, address = ""]) => decodeURIComponent(address));
      expect(addresses.length, name).toBeGreaterThan(1);
      return addresses
        .filter((address) => {
          const file = join(root, "dist", address);
          return (
            !address.startsWith(base) ||
            !existsSync(address.endsWith("/") ? join(file, "index.html") : file)
          );
        })
        .map((address) => `${name}: ${address}`);
    });
    expect(wrong).toEqual([]);
  });

  test("whole addresses, in the feed, the site map and the Markdown too, name the path", () => {
    const named = [".html", ".xml", ".txt", ".md"].flatMap(files);
    expect(named).toContain("feed.xml");
    expect(named).toContain("sitemap.xml");
    const wrong = named.flatMap((name) => {
      const text = readFileSync(join(site, name), "utf8");
      return [
        ...text.matchAll(/https:\/\/host\.example(?!\/misbuilt\/)\S*/g),
      ].map(([address]) => `${name}: ${address}`);
    });
    expect(wrong).toEqual([]);
  });

  test("search and diagnosis answer with links that lead to their pages, and a code leads to its hazard", async () => {
    const { page, faults } = watched;
    const url = (path: string) => host.origin + base + path;
    await page.goto(url("?q=EXC_I386_GPFLT"));
    const first = page.locator("[data-hit]").first();
    expect(await first.getAttribute("data-hit")).toBe(
      "zig-macho-tls-misalignment",
    );
    await first.click();
    await page.waitForURL(url("hazards/zig-macho-tls-misalignment/"));

    const hazard = "zig-macho-tls-misalignment";
    const log = loadCorpus().find(({ name }) => name === "tls-lldb");
    await page.goto(url(""));
    await page
      .locator('[name="q"]')
      .fill(Buffer.from(log?.bytes ?? []).toString());
    const found = page.locator("[data-confidence]").first();
    expect(await found.getAttribute("data-hit")).toBe(hazard);
    await found.click();
    await page.waitForURL(url(`hazards/${hazard}/`));

    await page.goto(url("MB0001/"));
    await page.waitForURL(url(`hazards/${hazard}/`));
    expect(faults).toEqual([]);
  });
});
