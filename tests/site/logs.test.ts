import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cellAnchor } from "../../src/catalog/read/anchor.ts";
import { historyName } from "../../src/catalog/history/history.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import { repository } from "../cli/run.ts";
import {
  builtSite,
  describeInBrowser,
  launch,
  open,
} from "./support/browser.ts";
import { contrasts } from "./support/contrast.ts";
import { serve } from "./support/server.ts";
import type { Host } from "./support/server.ts";

const { verdicts } = await loadCatalogue(repository);
const site = builtSite();
const slug = "zig-macho-tls-misalignment";
const log = `/logs/${slug}/`;
const cells = verdicts.get(slug)?.data.cells ?? [];

test("every verdict has its log as a page and as text, with every cell in both", () => {
  expect(verdicts.size).toBeGreaterThan(0);
  for (const [name, { data }] of verdicts) {
    const page = readFileSync(join(site, `logs/${name}/index.html`), "utf8");
    const text = readFileSync(join(site, `logs/${name}.txt`), "utf8");
    expect(page.match(/<details class="log-cell">/g)).toHaveLength(
      data.cells.length,
    );
    expect(text.match(/^== /gm)).toHaveLength(data.cells.length);
    for (const cell of data.cells) {
      const anchor = cellAnchor(historyName(cell));
      expect(page).toContain(`id="${anchor}"`);
      expect(text).toContain(`\n== ${historyName(cell)}\n#${anchor}\n`);
    }
    for (const { sha256 } of data.toolchains) {
      expect(page).toContain(sha256);
      expect(text).toContain(sha256);
    }
  }
});

test("a log stays light: at most 1.5 kB a cell and 20 kB in all as it travels", () => {
  for (const [name, { data }] of verdicts) {
    const file = join(site, `logs/${name}/index.html`);
    const output = data.cells.reduce(
      (sum, { stdout, stderr }) => sum + stdout.length + stderr.length,
      0,
    );
    const own = statSync(file).size - output - 20_000;
    expect(own / data.cells.length, name).toBeLessThan(1500);
    expect(gzipSync(readFileSync(file)).length, name).toBeLessThan(20_000);
  }
});

describeInBrowser("a log in the browser", { timeout: 60_000 }, () => {
  let host: Host;
  let browser: Browser;

  beforeAll(async () => {
    host = await serve(site);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await host.stop();
  });

  const shown = (page: Page) => page.locator("details.log-cell:visible");

  test("the field narrows the cells to those that have the words, and the address keeps them", async () => {
    const { page, faults } = await open(browser, host.origin);
    await page.goto(log);
    expect(await shown(page).count()).toBe(cells.length);
    await page.getByLabel("Narrow the log").fill("zig=0.17.0 MOVAPS");
    const wanted = cells.filter(
      (cell) =>
        cell.tools["zig"] === "0.17.0" &&
        `${historyName(cell)} ${cell.stdout} ${cell.stderr}`
          .toLowerCase()
          .includes("movaps"),
    );
    expect(wanted.length).toBeGreaterThan(0);
    expect(await shown(page).count()).toBe(wanted.length);
    expect(await page.locator("#narrowed").textContent()).toBe(
      `${wanted.length} of ${cells.length} cells`,
    );
    expect(await page.locator("section.log-case:visible").count()).toBe(
      new Set(wanted.map((one) => one.case)).size,
    );
    await page.reload();
    expect(await shown(page).count()).toBe(wanted.length);
    await page.getByLabel("Narrow the log").fill("no-such-word");
    expect(await shown(page).count()).toBe(0);
    expect(await page.locator("#narrowed").textContent()).toBe(
      `No cell of ${cells.length} has all these words.`,
    );
    await page.getByLabel("Narrow the log").fill("");
    expect(await shown(page).count()).toBe(cells.length);
    expect(new URL(page.url()).search).toBe("");
    expect(faults).toEqual([]);
  });

  test("few cells are unfolded, and folded again when more are shown", async () => {
    const { page } = await open(browser, host.origin);
    const [first] = cells;
    if (first === undefined) throw new Error("a log with cells");
    await page.goto(`${log}?q=${encodeURIComponent(historyName(first))}`);
    const openOnes = page.locator("details.log-cell[open]");
    expect(await openOnes.count()).toBeGreaterThan(0);
    expect(await openOnes.count()).toBe(await shown(page).count());
    expect(
      await page.evaluate(() => CSS.highlights.get("found")?.size ?? 0),
    ).toBeGreaterThan(0);
    await page.getByLabel("Narrow the log").fill("");
    expect(await openOnes.count()).toBe(0);
  });

  test.each([true, false])(
    "an address with a cell’s anchor unfolds it and shows it (JavaScript: %s)",
    async (javaScriptEnabled) => {
      const { page } = await open(browser, host.origin, { javaScriptEnabled });
      const cell = cells.at(-1);
      if (cell === undefined) throw new Error("a log with cells");
      await page.goto(`${log}#${cellAnchor(historyName(cell))}`);
      const entry = page.locator("details.log-cell[open]");
      expect(await entry.count()).toBe(1);
      expect(await entry.locator("code").first().textContent()).toBe(
        historyName(cell),
      );
      expect(await entry.locator("summary").isVisible()).toBe(true);
      expect(await page.locator("form.narrow").isVisible()).toBe(
        javaScriptEnabled,
      );
    },
  );

  test("a matrix leads from a mark to the log of its cells", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto(`/hazards/${slug}/`);
    const links = await page
      .locator(".matrix a.to-log")
      .evaluateAll((list) =>
        list.map((link) => link.getAttribute("href") ?? ""),
      );
    expect(links.length).toBeGreaterThan(20);
    const several = links.find((link) => link.includes("?q="));
    const one = links.find((link) => !link.includes("?q="));
    if (several === undefined || one === undefined)
      throw new Error("the matrix has marks of one cell and of several");
    await page.goto(one);
    expect(await page.locator("details.log-cell[open]").count()).toBe(1);
    await page.goto(several);
    const target = page.locator(":target");
    expect(await target.isVisible()).toBe(true);
    expect(await shown(page).count()).toBeLessThan(cells.length);
    const top = await target.evaluate((it) => it.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(400);
  });

  test("the site’s search answers with no log", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/?q=image%20chosen%20template%2016n");
    await page.waitForSelector("[data-hit], #nothing-found:visible");
    const links = await page
      .locator("#results a")
      .evaluateAll((list) =>
        list.map((link) => link.getAttribute("href") ?? ""),
      );
    expect(links.filter((link) => link.includes("/logs/"))).toEqual([]);
    // Pagefind reads no page without it, as others have it.
    expect(readFileSync(join(site, `${log}index.html`), "utf8")).not.toContain(
      "data-pagefind-body",
    );
  });

  test.each(["light", "dark"] as const)(
    "everything on it can be read (%s)",
    async (colorScheme) => {
      const { page } = await open(browser, host.origin, { colorScheme });
      const [first] = cells;
      if (first === undefined) throw new Error("a log with cells");
      await page.goto(`${log}?q=${encodeURIComponent(historyName(first))}`);
      expect(await contrasts(page)).toEqual([]);
    },
  );
});
