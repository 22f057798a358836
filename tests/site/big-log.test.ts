/** A log that is too long for one page. */
import { readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeCatalogue } from "../../bench/site/catalogue.ts";
import { describeInBrowser, launch, open } from "./support/browser.ts";
import { buildSite } from "./support/build.ts";
import { serve, type Host } from "./support/server.ts";

const log = "/logs/made-up-hazard-0001/";
const versions = 200;

describeInBrowser("a log of 800 cells", { timeout: 60_000 }, () => {
  let host: Host;
  let browser: Browser;
  let dist: string;

  beforeAll(async () => {
    const root = join(import.meta.dirname, "../../out/big-log");
    await rm(root, { recursive: true, force: true });
    await writeCatalogue(root, 1, () => versions);
    dist = buildSite(root);
    host = await serve(dist);
    browser = await launch();
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await host.stop();
  });

  const read = (path: string): string =>
    readFileSync(join(dist, path, "index.html"), "utf8");

  test("lists every cell with its anchor, and each link leads to the cell on its page", () => {
    const links = [
      ...read(log).matchAll(/<a id="([^"]+)" href="(\d+\/)#([^"]+)"/g),
    ].map(([, id = "", page = "", anchor = ""]) => ({ id, page, anchor }));
    expect(links).toHaveLength(4 * versions);
    expect(new Set(links.map(({ id }) => id)).size).toBe(4 * versions);
    expect([...new Set(links.map(({ page }) => page))]).toEqual([
      ...["1/", "2/", "3/", "4/"],
    ]);
    for (const { id, page, anchor } of links) {
      expect(anchor).toBe(id);
      expect(read(log + page)).toContain(`<div id="${id}" class="entry"`);
    }
  });

  test("keeps each page below 100 kB as it travels", () => {
    const pages = readdirSync(join(dist, log), {
      recursive: true,
      encoding: "utf8",
    }).filter((name) => name.endsWith(".html"));
    expect(pages).toHaveLength(5);
    for (const name of [
      ...pages.map((page) => log + page),
      "status/index.html",
    ])
      expect(
        gzipSync(readFileSync(join(dist, name))).length,
        name,
      ).toBeLessThan(100_000);
  });

  test("an address with a cell’s anchor leads to the cell, unfolded on its own page", async () => {
    const { page, faults } = await open(browser, host.origin);
    await page.goto(`${log}#hazard,cc=7.0`);
    await page.waitForURL(/\/\d\/#hazard,cc=7\.0$/);
    const entry = page.locator("details.log-cell[open]");
    await entry.waitFor();
    expect(await entry.locator("code").first().textContent()).toBe(
      "hazard cc=7.0",
    );
    expect(faults).toEqual([]);
  });

  test("the field narrows the list by the cells’ names", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto(`${log}?q=cc%3D7.0`);
    const shown = page.locator(".log-link:visible a");
    expect(await shown.evaluateAll((all) => all.map(({ id }) => id))).toEqual(
      ["hazard", "bit-test", "self-compare", "no-fast-math"].map(
        (id) => `${id},cc=7.0`,
      ),
    );
    expect(await page.locator("#narrowed").textContent()).toBe(
      `4 of ${4 * versions} cells`,
    );
  });
});
