import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  builtSite,
  describeInBrowser,
  launch,
  open,
} from "./support/browser.ts";
import { serve } from "./support/server.ts";
import type { Host } from "./support/server.ts";

const address = "/hazards/zig-wasm-threads/";

describeInBrowser("run it here", { timeout: 60_000 }, () => {
  let host: Host;
  let browser: Browser;

  beforeAll(async () => {
    host = await serve(builtSite());
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await host.stop();
  });

  const outcomes = [
    {
      program: "hazard",
      // What is damaged is luck: a block, a pointer that then traps, or a lock that is then never free.
      outcome: /^(damaged|trapped|hung)$/,
      words: /blocks were damaged|trapped|stopped/,
    },
    {
      program: "patched",
      outcome: /^returned$/,
      words: /Every count is exact/,
    },
  ];
  test.each(outcomes)(
    "the $program build comes to $outcome",
    async ({ program, outcome, words }) => {
      const { page, faults } = await open(browser, host.origin);
      await page.goto(address);
      await page.click(`[data-program="${program}"]`);
      const panel = page.locator("[data-run-here][data-outcome]");
      await panel.waitFor({ timeout: 40_000 });
      expect(await panel.getAttribute("data-outcome")).toMatch(outcome);
      expect(await panel.locator(".run-outcome").textContent()).toMatch(words);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  test("a program that never ends is cut off, and the page goes on", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto(address);
    // A module whose `run` loops for ever: (loop (br 0)).
    const endless = Buffer.from(
      "0061736d0100000001070160027f7f017f02110103656e76066d656d6f72790203018020030201000707010372756e00000a0b01090003400c000b41000b",
      "hex",
    );
    await page.route("**/browser/hazard.wasm", (route) =>
      route.fulfill({ body: endless, contentType: "application/wasm" }),
    );
    await page.click('[data-program="hazard"]');
    const panel = page.locator("[data-run-here][data-outcome]");
    await panel.waitFor({ timeout: 40_000 });
    expect(await panel.getAttribute("data-outcome")).toBe("hung");
    expect(await page.locator('[data-program="patched"]').isEnabled()).toBe(
      true,
    );
    await page.context().close();
  });

  test("without the headers the page says what is missing", async () => {
    const { page } = await open(browser, host.origin);
    await page.route(`**${address}`, async (route) => {
      const response = await route.fetch();
      const headers = Object.fromEntries(
        Object.entries(response.headers()).filter(
          ([name]) => !name.startsWith("cross-origin-"),
        ),
      );
      await route.fulfill({ response, headers });
    });
    await page.goto(address);
    await page.locator(".run-missing").waitFor({ state: "visible" });
    expect(await page.locator(".run-missing").textContent()).toContain(
      "Cross-Origin-Opener-Policy",
    );
    await page.context().close();
  });
});
