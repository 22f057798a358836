import type { Browser, Page } from "playwright-core";
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

  /** Presses the button and waits for what comes of it: the outcome's name, and the sentence. */
  async function press(page: Page, program: string): Promise<string[]> {
    await page.click(`[data-program="${program}"]`);
    const panel = page.locator("[data-run-here][data-outcome]");
    await panel.waitFor({ timeout: 40_000 });
    const outcome = await panel.getAttribute("data-outcome");
    const words = await panel.locator(".run-outcome").textContent();
    await page.locator(`[data-program="${program}"]:enabled`).waitFor();
    return [outcome ?? "", words ?? ""];
  }

  test("the hazard build is damaged", async () => {
    const { page, faults } = await open(browser, host.origin);
    await page.goto(address);
    // What is damaged is luck: a block, a pointer that then traps, a lock that is then never free. On a machine with
    // other work its threads may not meet in one run; in five they do.
    let [outcome, words] = await press(page, "hazard");
    for (let again = 0; again < 4 && outcome === "returned"; again++)
      [outcome, words] = await press(page, "hazard");
    expect(outcome).toMatch(/^(damaged|trapped|hung)$/);
    expect(words).toMatch(/blocks were damaged|trapped|stopped/);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("the patched build is exact", async () => {
    const { page, faults } = await open(browser, host.origin);
    await page.goto(address);
    expect(await press(page, "patched")).toEqual([
      "returned",
      expect.stringContaining("Every count is exact"),
    ]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

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
