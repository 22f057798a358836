import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCatalogue, type Catalogue } from "../../src/catalog/read/load.ts";
import { readRegion } from "../../src/catalog/read/regions.ts";
import { sectionsOf } from "../../src/catalog/schema/index.ts";
import {
  builtSite,
  describeInBrowser,
  launch,
  open,
  type Watched,
} from "./support/browser.ts";
import { contrasts } from "./support/contrast.ts";
import { serve } from "./support/server.ts";
import type { Host } from "./support/server.ts";

const root = join(import.meta.dirname, "../..");

function slugs(kind: string): string[] {
  return readdirSync(join(root, "content", kind))
    .filter((name) => name.endsWith(".mdx"))
    .map((name) => name.slice(0, -".mdx".length));
}

// A test for each page: a catalogue that grows makes none of them slower.
const hazards = slugs("hazards");
const symptoms = slugs("symptoms");
const paths = [
  ...["/", "/status/", "/reference/", "/about/"],
  ...hazards.map((slug) => `/hazards/${slug}/`),
  ...symptoms.map((slug) => `/symptoms/${slug}/`),
];

/** The bytes that a copy hook names: a file's, or a region's. */
function named(hook: string): string {
  const [file = "", region] = hook.split("#");
  const source = readFileSync(join(root, file), "utf8");
  if (region === undefined) return source;
  const result = readRegion(source, region);
  if (!result.ok) throw new Error(`${hook}: ${result.problem}`);
  return result.text;
}

describeInBrowser("a reader", { timeout: 60_000 }, () => {
  let host: Host;
  let browser: Browser;
  let catalogue: Catalogue;

  beforeAll(async () => {
    catalogue = await loadCatalogue(root);
    host = await serve(builtSite());
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await host.stop();
  });

  describe("copies", () => {
    let watched: Watched;
    beforeAll(async () => {
      watched = await open(browser, host.origin, {
        permissions: ["clipboard-read", "clipboard-write"],
      });
    });

    test.each(hazards)(
      "the very bytes of the file or region that each button of %s names",
      async (slug) => {
        const { page, faults } = watched;
        await page.goto(`/hazards/${slug}/`);
        for (const details of await page.locator(".files details").all())
          await details.evaluate((element) => {
            element.setAttribute("open", "");
          });
        const buttons = await page
          .locator("button[data-copy], button[data-copy-again]")
          .all();
        expect(buttons.length).toBeGreaterThan(0);
        for (const button of buttons) {
          const hook =
            (await button.getAttribute("data-copy")) ??
            (await button.getAttribute("data-copy-again")) ??
            "";
          await page.evaluate(() => navigator.clipboard.writeText(""));
          const panel = button.locator("xpath=ancestor::*[@role='tabpanel']");
          if ((await panel.count()) > 0 && !(await panel.isVisible()))
            await page
              .locator(
                `#${(await panel.getAttribute("aria-labelledby")) ?? ""}`,
              )
              .click();
          await button.click();
          await expect.poll(() => button.textContent()).toBe("Copied");
          expect(
            await page.evaluate(() => navigator.clipboard.readText()),
          ).toBe(named(hook));
        }
        expect(faults).toEqual([]);
      },
    );
  });

  describe("finds on the first screen", () => {
    let watched: Watched;
    beforeAll(async () => {
      watched = await open(browser, host.origin, {
        viewport: { width: 1280, height: 800 },
      });
    });

    test.each(hazards)(
      "of %s: code, title, who is affected, the verdict and the fix on the first screen, and the sections in their order",
      async (slug) => {
        const { page } = watched;
        await page.goto(`/hazards/${slug}/`);
        const parts = [
          ...[".code-line .mb", "h1", ".lede", ".who", ".strip"],
          ...[".first-fix h2", ".first-fix .copy"],
        ];
        for (const part of parts) {
          if (
            part === ".first-fix .copy" &&
            (await page.locator(part).count()) === 0
          )
            continue;
          // A fix in several languages has a button in each tab; the first is the open one.
          const box = await page.locator(part).first().boundingBox();
          expect(box, part).not.toBeNull();
          expect((box?.y ?? 0) + (box?.height ?? 0), part).toBeLessThanOrEqual(
            800,
          );
        }
        const data = catalogue.hazards.get(slug)?.data;
        const ids = await page
          .locator(".part > h2")
          .evaluateAll((list) => list.map((one) => one.id));
        expect(ids).toEqual(data === undefined ? [] : sectionsOf(data));
      },
    );
  });

  test("without JavaScript finds every hazard and symptom on the home page", async () => {
    const { page } = await open(browser, host.origin, {
      javaScriptEnabled: false,
    });
    await page.goto("/?q=EXC_I386_GPFLT");
    for (const slug of hazards)
      expect(
        await page
          .locator(`main a[href="/hazards/${slug}/"]`)
          .first()
          .isVisible(),
      ).toBe(true);
    for (const slug of symptoms)
      expect(
        await page
          .locator(`main .symptoms a[href="/symptoms/${slug}/"]`)
          .isVisible(),
      ).toBe(true);
    expect(await page.locator("noscript").textContent()).toContain(
      "needs JavaScript",
    );
  });

  test("without JavaScript reads the fix and is offered no button that cannot work", async () => {
    const { page } = await open(browser, host.origin, {
      javaScriptEnabled: false,
    });
    await page.goto(`/hazards/${hazards[0] ?? ""}/`);
    expect(await page.locator(".first-fix").isVisible()).toBe(true);
    expect(await page.locator("button.copy:visible").count()).toBe(0);
  });

  test("skips to the content with the keyboard, and always sees the focus", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/status/");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.className)).toBe(
      "skip",
    );
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    for (let n = 0; n < 12; n++) {
      await page.keyboard.press("Tab");
      const outline = await page.evaluate(() => {
        const active = document.activeElement;
        if (active === null || active === document.body) return "page end";
        const style = getComputedStyle(active);
        return style.outlineStyle === "none"
          ? active.outerHTML.slice(0, 80)
          : "seen";
      });
      expect(["seen", "page end"]).toContain(outline);
    }
  });

  test("sorts the catalogue by a click on a heading", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/");
    const codes = () => page.locator(".catalogue tbody th").allTextContents();
    const before = await codes();
    await page.locator(".catalogue thead button").first().click();
    expect(
      await page.locator(".catalogue th[aria-sort]").getAttribute("aria-sort"),
    ).toBe("ascending");
    await page.locator(".catalogue thead button").first().click();
    expect(
      await page.locator(".catalogue th[aria-sort]").getAttribute("aria-sort"),
    ).toBe("descending");
    expect(await codes()).toEqual([...before].sort().reverse());
  });

  test("prints a hazard without navigation or buttons, and with all of its words", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto(`/hazards/${hazards[0] ?? ""}/`);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("button.copy:visible").count()).toBe(0);
    expect(await page.locator(".masthead nav").isVisible()).toBe(false);
    const parts = await page.locator(".part > h2").count();
    expect(parts).toBeGreaterThanOrEqual(9);
    expect(await page.locator(".part > h2:visible").count()).toBe(parts);
  });

  describe.each(["light", "dark"] as const)(
    "in the %s theme",
    (colorScheme) => {
      let watched: Watched;
      beforeAll(async () => {
        watched = await open(browser, host.origin, { colorScheme });
      });

      test.each(paths)(
        "%s has text at 4.5 to 1 or better, and code at 7 to 1",
        async (path) => {
          await watched.page.goto(path);
          expect([...new Set(await contrasts(watched.page))]).toEqual([]);
        },
      );
    },
  );
});
