import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtSite, launch, open } from "./support/browser.ts";
import { serve, type Host } from "./support/server.ts";

const page = "/hazards/zig-macho-tls-misalignment/";
const languages = ["C++", "C", "Rust", "Zig"];

describe("a fix in several languages", () => {
  let browser: Browser;
  let host: Host;
  beforeAll(async () => {
    host = await serve(builtSite());
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await host.stop();
  });

  test("is tabs, moved through by the keyboard, and the choice holds for all of the page and the next visit", async () => {
    const { page: tab, faults } = await open(browser, host.origin, {});
    await tab.goto(page);
    const tabs = tab.locator(".first-fix [role=tab]");
    expect(await tabs.allTextContents()).toEqual(languages);
    const shown = () =>
      tab
        .locator(".tab:visible")
        .evaluateAll((panels) =>
          panels.map((panel) => panel.getAttribute("data-language")),
        );
    expect(await shown()).toEqual(["C++", "C++"]);
    await tabs.first().focus();
    await tab.keyboard.press("ArrowRight");
    await tab.keyboard.press("ArrowRight");
    expect(await shown()).toEqual(["Rust", "Rust"]);
    await tab.keyboard.press("End");
    await tab.keyboard.press("ArrowRight");
    expect(await shown()).toEqual(["C++", "C++"]);
    await tab.keyboard.press("ArrowLeft");
    expect(
      await tabs.evaluateAll((all) =>
        all.map((one) => [one.getAttribute("aria-selected"), one.tabIndex]),
      ),
    ).toEqual([
      ["false", -1],
      ["false", -1],
      ["false", -1],
      ["true", 0],
    ]);
    await tab.reload();
    expect(await shown()).toEqual(["Zig", "Zig"]);
    expect(faults).toEqual([]);
  });

  test("is one below the other without a script, each under its name", async () => {
    const { page: plain } = await open(browser, host.origin, {
      javaScriptEnabled: false,
    });
    await plain.goto(page);
    expect(
      await plain.locator(".first-fix .tab-name:visible").allTextContents(),
    ).toEqual(languages);
    expect(await plain.locator(".first-fix .code:visible").count()).toBe(4);
  });
});
