import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  builtSite,
  describeInBrowser,
  launch,
  open,
} from "./support/browser.ts";
import { serve } from "./support/server.ts";
import { loadCorpus } from "../corpus/corpus.ts";
import { contrasts } from "./support/contrast.ts";
import type { Host } from "./support/server.ts";

const samples = loadCorpus();
const tls = ["zig-macho-tls-misalignment", "exc-i386-gpflt"];

/** Queries as people type or paste them, and the pages of which one must come first. */
const queries: [query: string, first: string[]][] = [
  ["EXC_I386_GPFLT", tls],
  ["code=EXC_I386_GPFLT", tls],
  ["i386", tls],
  ["0x2B8", tls],
  ["__thread_bss", tls],
  ["C++", tls],
  ["thread local misaligned", tls],
  ["SIGSEGV exit 139 zig macos", tls],
  ["MB0001", ["zig-macho-tls-misalignment"]],
  [
    "* thread #1, queue = 'com.apple.main-thread', stop reason = EXC_BAD_ACCESS (code=EXC_I386_GPFLT)",
    tls,
  ],
];

describeInBrowser("the box", { timeout: 60_000 }, () => {
  let host: Host;
  let browser: Browser;

  beforeAll(async () => {
    host = await serve(builtSite());
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await host.stop();
  });

  async function hits(page: Page): Promise<string[]> {
    await page.waitForSelector("[data-hit]");
    return page
      .locator("[data-hit]")
      .evaluateAll((list) =>
        list.map((one) => one.getAttribute("data-hit") ?? ""),
      );
  }

  test.each(queries)(
    "finds the right page first for %s",
    async (query, first) => {
      const { page, faults } = await open(browser, host.origin);
      await page.goto(`/?q=${encodeURIComponent(query)}`);
      const found = await hits(page);
      expect(first).toContain(found[0]);
      const href = await page
        .locator("[data-hit]")
        .first()
        .getAttribute("href");
      expect(href).toMatch(
        new RegExp(`/(hazards|symptoms)/${found[0] ?? ""}/$`),
      );
      expect(faults).toEqual([]);
    },
  );

  test("asks for nothing until it is used", async () => {
    const { page } = await open(browser, host.origin);
    const asked: string[] = [];
    page.on("request", (request) =>
      asked.push(new URL(request.url()).pathname),
    );
    await page.goto("/", { waitUntil: "networkidle" });
    expect(asked.filter((path) => path.includes("pagefind"))).toEqual([]);
    const used = page.waitForRequest(/pagefind\.js$/);
    await page.locator("[name=q]").focus();
    await used;
  });

  test("works by keyboard alone", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/");
    const active = () =>
      page.evaluate(
        () =>
          document.activeElement?.getAttribute("data-hit") ??
          document.activeElement?.getAttribute("name") ??
          document.activeElement?.tagName,
      );
    await page.keyboard.press("/");
    expect(await active()).toBe("q");
    await page.keyboard.type("EXC_I386_GPFLT");
    const [first] = await hits(page);
    await page.keyboard.press("ArrowDown");
    expect(await active()).toBe(first);
    await page.keyboard.press("ArrowUp");
    expect(await active()).toBe("q");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    expect(await active()).toBe("q");
    await page.keyboard.press("Enter");
    await expect.poll(active).toBe(first);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/${first ?? ""}/$`));
    await page.goBack();
    await hits(page);
    await page.locator("[name=q]").press("Escape");
    expect(await page.locator("[name=q]").inputValue()).toBe("");
    expect(await page.locator("[data-hit]").count()).toBe(0);
    expect(await page.locator("#browse").isVisible()).toBe(true);
  });

  test("keeps a short query in the address, and a pasted log out of it", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/");
    await page.locator("[name=q]").fill("EXC_I386_GPFLT");
    await hits(page);
    expect(new URL(page.url()).searchParams.get("q")).toBe("EXC_I386_GPFLT");
    const log = `secret-token-1234 ${"frame #0: _pool_reset\n".repeat(50)}EXC_I386_GPFLT`;
    await page.locator("[name=q]").fill(log);
    await expect.poll(() => page.url()).toBe(`${host.origin}/`);
    expect(await hits(page)).not.toEqual([]);
  });

  test("shows the matched passage, and groups hazards and symptoms", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/?q=EXC_I386_GPFLT");
    await hits(page);
    expect(await page.locator("#results mark").first().textContent()).toContain(
      "EXC_I386_GPFLT",
    );
    expect(
      (await page.locator("#results h2").allTextContents()).sort(),
    ).toEqual(["Hazards", "Symptoms"]);
  });

  test("filters the results by keyboard, keeps that in the address, and has a way out", async () => {
    const { page, faults } = await open(browser, host.origin, {
      viewport: { width: 390, height: 844 },
    });
    await page.goto("/?q=EXC_I386_GPFLT");
    const all = await hits(page);
    const kind = page.getByLabel("kind");
    const params = () => Object.fromEntries(new URL(page.url()).searchParams);
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - innerWidth,
    );
    expect(wide).toBeLessThanOrEqual(0);
    await kind.focus();
    await page.keyboard.type("Symptoms");
    await expect
      .poll(() => page.locator("#results h2").allTextContents())
      .toEqual(["Symptoms"]);
    expect(params()).toEqual({ q: "EXC_I386_GPFLT", kind: "symptom" });
    expect(await kind.evaluate((one) => one === document.activeElement)).toBe(
      true,
    );

    await page.goto("/?q=EXC_I386_GPFLT&toolchain=Zig&kind=hazard");
    const some = await hits(page);
    expect(some[0]).toBe("zig-macho-tls-misalignment");
    expect(await page.getByLabel("toolchain").inputValue()).toBe("Zig");
    expect(await page.locator("#results h2").allTextContents()).toEqual([
      "Hazards",
    ]);

    await page.getByLabel("kind").selectOption("section");
    await expect
      .poll(() => page.locator("[data-hit]").first().getAttribute("href"))
      .toContain("#");

    await page.goto("/?q=EXC_I386_GPFLT&toolchain=Nobody%27s");
    const back = page.getByRole("button", { name: "Show all of it" });
    await back.waitFor();
    expect(await page.locator("[data-hit]").count()).toBe(0);
    await back.press("Enter");
    expect(await hits(page)).toEqual(all);
    expect(params()).toEqual({ q: "EXC_I386_GPFLT" });

    await page.getByLabel("kind").selectOption("hazard");
    await expect.poll(params).toHaveProperty("kind", "hazard");
    const clear = page.getByRole("button", { name: "Clear filters" });
    await clear.press("Enter");
    await expect.poll(params).toEqual({ q: "EXC_I386_GPFLT" });
    await expect.poll(() => hits(page)).toEqual(all);
    expect(await clear.isVisible()).toBe(false);

    await page.locator("[name=q]").fill("");
    await expect.poll(() => page.locator("#filters").isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });

  test("answers a query that nothing matches with what to do, and the catalogue", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/?q=qwzxvk");
    await page.waitForSelector("#nothing-found:not([hidden])");
    expect(await page.locator("[role=status]").innerText()).toContain(
      "Nothing here",
    );
    expect(await page.locator("#browse").isVisible()).toBe(true);
    expect(await page.locator("[data-hit]").count()).toBe(0);
  });

  test("an example under the box is searched for in the page", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/");
    expect(await page.locator("[data-example]").count()).toBe(3);
    await page.locator("[data-example]").first().click();
    expect(await hits(page)).not.toEqual([]);
    expect(new URL(page.url()).pathname).toBe("/");
  });

  test.each(["light", "dark"] as const)(
    "answers can be read in the %s, and fit a screen of 320 pixels or text of twice the size",
    async (colorScheme) => {
      const { page } = await open(browser, host.origin, {
        colorScheme,
        viewport: { width: 320, height: 640 },
      });
      const log = samples.find(({ name }) => name === "tls-lldb");
      for (const path of ["/", "/status/"]) {
        await page.goto(path);
        for (const text of [
          "EXC_I386_GPFLT",
          new TextDecoder().decode(log?.bytes),
        ]) {
          await page.locator("[name=q]").fill(text);
          await page.waitForSelector(
            text.includes("\n") ? "[data-confidence]" : "mark",
          );
          const wide = await page.evaluate(
            () => document.documentElement.scrollWidth - innerWidth,
          );
          expect(wide, `${path}: ${text.slice(0, 20)}`).toBeLessThanOrEqual(0);
          expect(await contrasts(page)).toEqual([]);
        }
      }
    },
  );

  test("says of each kind of file what can be done with it", async () => {
    const { page, faults } = await open(browser, host.origin);
    await page.goto("/");
    const said = async (name: string, text: string) => {
      await page.locator("input[type=file]").setInputFiles({
        name,
        mimeType: "",
        buffer: Buffer.from(text, "latin1"),
      });
      const results = page.locator("#results");
      await expect.poll(() => results.innerText()).toContain(name);
      return {
        text: await results.innerText(),
        codes: (await results.locator("a").allInnerTexts()).map((link) =>
          link.slice(0, 6),
        ),
      };
    };
    expect((await said("empty.log", "")).text).toContain("is empty");
    const wasm = await said("app.wasm", "\0asm\x01\0\0\0");
    expect(wasm.text).toContain("WebAssembly module");
    expect(wasm.codes).toContain("MB0003");
    expect(wasm.codes).not.toContain("MB0001");
    const cargo = await said(
      "Cargo.toml",
      '[profile.release]\nopt-level = "z"',
    );
    expect(cargo.text).toContain("A manifest alone cannot say");
    expect(cargo.codes).toContain("MB0002");
    expect((await said("app.o", "\0\x01")).text).toContain(
      "of a kind that this page does not know",
    );
    // The way to the check leads to it.
    await said("app", "\xcf\xfa\xed\xfe\x07\0\0\x01");
    await page.locator("#results a").first().click();
    await page.waitForURL(/\/hazards\/zig-macho-tls-misalignment\/#affected$/);
    expect(faults).toEqual([]);
  });

  test("hostile input is shown as text", async () => {
    const { page, faults } = await open(browser, host.origin);
    await page.goto(
      `/?q=${encodeURIComponent("<img src=x onerror=alert(1)> EXC_I386_GPFLT \"'")}`,
    );
    await hits(page);
    expect(await page.locator("#results img").count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test("without JavaScript there is no box, nothing can be sent, and everything is listed", async () => {
    const { page } = await open(browser, host.origin, {
      javaScriptEnabled: false,
    });
    for (const path of ["/", "/status/"]) {
      await page.goto(path);
      expect(await page.locator("form.box").isVisible()).toBe(false);
      const note = page.locator(".no-box");
      expect(await note.innerText()).toContain("needs JavaScript");
      const links = await note
        .locator("a")
        .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      expect(links).toEqual(["/#catalogue", "/symptoms/"]);
    }
    const forms = page.locator("form");
    expect(
      await forms.evaluateAll((all) =>
        all.map((one) => one.getAttribute("method")),
      ),
    ).toEqual(["dialog"]);
  });

  test("under the masthead it answers in the page, closes, and comes back with the reader", async () => {
    const { page, faults } = await open(browser, host.origin);
    const path = "/hazards/zig-macho-tls-misalignment/";
    await page.goto(path);
    const answer = page.locator("#answer");
    expect(await answer.isVisible()).toBe(false);
    await page.keyboard.press("/");
    await page.keyboard.type("code=EXC_I386_GPFLT");
    await hits(page);
    expect(new URL(page.url()).search).toBe("");
    await page.getByRole("button", { name: "Close" }).click();
    expect(await answer.isVisible()).toBe(false);
    expect(await page.locator("[name=q]").inputValue()).toBe("");
    expect(
      await page
        .locator("[name=q]")
        .evaluate((one) => one === document.activeElement),
    ).toBe(true);

    const log = "first line\n  (code=EXC_I386_GPFLT)";
    await page.locator("[name=q]").fill(log);
    await hits(page);
    await page.goto("/about/");
    await page.goBack();
    await hits(page);
    expect(await page.locator("[name=q]").inputValue()).toBe(log);
    expect(page.url()).toBe(host.origin + path);
    await page.locator("[name=q]").press("Escape");
    expect(await answer.isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });

  test("says so where the index cannot be loaded, and shows everything instead", async () => {
    const { page } = await open(browser, host.origin);
    await page.route(/search\/index\.json/, (route) => route.abort());
    await page.goto("/?q=EXC_I386_GPFLT");
    await expect
      .poll(() => page.locator("#results-status").textContent())
      .toContain("did not load");
    expect(await page.locator("#browse").isVisible()).toBe(true);
  });
});
