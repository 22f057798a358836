import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSite, wordsOf } from "./support/build.ts";
import { describeInBrowser, launch, open } from "./support/browser.ts";
import { contrasts } from "./support/contrast.ts";
import { writeNights } from "./support/nights.ts";
import { readPage } from "./support/page.ts";
import { serve } from "./support/server.ts";
import type { Host } from "./support/server.ts";

const hazard = "/hazards/sample-shift/";
const log = "/logs/sample-shift/";

describeInBrowser("a year of nights", { timeout: 60_000 }, () => {
  let host: Host;
  let browser: Browser;
  let page: Page;
  let dist: string;

  beforeAll(async () => {
    const root = await writeNights("nights", 365);
    dist = buildSite(root);
    host = await serve(dist);
    browser = await launch();
    ({ page } = await open(browser, host.origin));
    await page.clock.setFixedTime("2026-11-22T00:00:00Z");
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await host.stop();
  });

  const words = (selector: string): Promise<string[]> =>
    wordsOf(page, selector);

  const rows = (id: string): string =>
    `.case-nights > li:has(strong:text-is("${id}"))`;

  /** The cells of a case in the reproducer’s log. */
  const logged = (id: string): string => `.log-case:has(h2:text-is("${id}"))`;

  test("each case is a line in the manifest’s order, which leads to its cells in the log, each with a sentence", async () => {
    await page.goto(hazard);
    expect(await words(".case-nights strong")).toEqual([
      ...["hazard", "pad", "newer", "nicely", "profile"],
    ]);
    expect(await words(`${rows("hazard")} .says`)).toEqual([
      "hazard hazard on the last 184 nights, since 2026-05-21; otherwise on some of the 173 nights before; not as expected on 30 nights 2 cells",
    ]);
    await page.locator(`${rows("hazard")} a.more`).click();
    expect(await words(`${logged("hazard")} .says`)).toEqual([
      "hazard on each of 357 nights since 2025-11-22",
      "hazard on the last 184 nights, since 2026-05-21; before that hazard on 83 nights, clean on 30 nights; not as expected on 30 nights",
    ]);
    expect(await words(`${logged("nicely")} .says`)).toEqual([
      "could not be run on each of 357 nights",
      "clean on the last 7 nights, since 2026-11-15; before that hazard on 290 nights; not as expected on 7 nights",
    ]);
  });

  test("every night of a cell that changed is drawn at its day, and says its outcome", async () => {
    await page.goto(log);
    expect(await words(`${logged("hazard")} .nights title`)).toEqual([
      "hazard, 83 nights, 2026-01-21 to 2026-04-20",
      "clean (not as expected), 30 nights, 2026-04-21 to 2026-05-20",
      "hazard, 184 nights, 2026-05-21 to 2026-11-21",
    ]);
    const second = page.locator(`${logged("hazard")} .nights`);
    const drawn = await second
      .locator("path")
      .evaluateAll((paths) =>
        paths.map(
          (path) =>
            `${path.getAttribute("class") ?? ""} ${path.getAttribute("d") ?? ""}`,
        ),
      );
    expect(await second.getAttribute("viewBox")).toBe("0 0 365 16");
    expect(drawn).toEqual([
      "is-hazard M60 4h90v12h-90z",
      "is-clean M150 12h30v4h-30z",
      "is-hazard M180 4h185v12h-185z",
      "odd M150 1.5h30",
    ]);
  });

  test("days without a night are cut out of every strip", async () => {
    await page.goto(hazard);
    const cut = await page.locator("#nights-run path").getAttribute("d");
    expect(cut).toBe("M0 0h100v16h-100zM107 0h93v16h-93zM201 0h164v16h-164z");
    expect(
      await page.locator('.nights g[clip-path="url(#nights-run)"]').count(),
    ).toBe(await page.locator(".by-night .night-row").count());
  });

  test("the axis has both ends’ days and a sign for each change, which the list names", async () => {
    expect(await words(".axis time")).toEqual(["22 Nov 2025", "21 Nov 2026"]);
    const changes = [
      "17 Sep 2026 expected output of pad rewritten with --bless, commit c0ffeec",
      "30 Jul 2026 the reproducer’s files changed, commit c0ffeec",
      "30 Jun 2026 expectation of hazard edited, commit c0ffeec",
    ];
    expect(await words(".changes li")).toEqual(changes);
    const signs = await page
      .locator(".axis svg svg")
      .evaluateAll((all) =>
        all.map((sign) => [
          sign.querySelector("title")?.textContent.slice(0, 10),
          sign.getAttribute("x"),
          sign.querySelector(".is-full") !== null,
        ]),
      );
    expect(signs).toEqual([
      ["2026-09-17", "82.05%", true],
      ["2026-06-30", "60.41%", false],
      ["2026-07-30", "68.63%", false],
    ]);
  });

  test("a cell that varies says how often, in the verdicts, beside its strip, in the matrix and on the status page", async () => {
    const rate = "came out otherwise in 2 of its last 30 runs";
    expect(await words(".part:has(#verdicts) .flaky li")).toEqual([
      `pad, Sample 2.10: ${rate}`,
    ]);
    expect(await words(`${rows("pad")} .more`)).toEqual(["2 cells, 1 varies"]);
    const varying = page.locator(".matrix td:has(.varies)");
    expect(await varying.count()).toBe(1);
    expect(await varying.getAttribute("title")).toBe(
      `pad, Sample 2.10 ${rate}`,
    );
    await page.goto(log);
    expect((await words(`${logged("pad")} .says`))[1]).toContain(rate);
    await page.goto("/status/");
    expect(await words(".last-night .flaky li")).toEqual([
      `MB9001, pad, Sample 2.10: ${rate}`,
    ]);
  });

  test("the status page says when the last night was, and how old what it could not run is", async () => {
    await page.goto("/status/");
    expect(await words(".last-night > p")).toEqual([
      "21 Nov 2026: 12 cells of 1 reproducer; 2 could not be run; 1 varies from run to run.",
    ]);
    expect(await words(".last-night .missed li")).toEqual([
      "MB9001, nicely, Sample 2.9, on 21 Nov 2026: never measured",
      "MB9001, profile, Sample 2.10, LEVEL s, UNITS 16, on 21 Nov 2026: shown as of 18 Nov 2026",
    ]);
  });

  test("changes are listed newest first, alike ones as one line that opens to each cell with both logs", async () => {
    const lines = [
      "23 May 2026 Relapsed in Sample 2.10 hazard",
      "23 Apr 2026 Fixed in Sample 2.10 hazard",
      "21 Jan 2026 New version affected: Sample 2.10 6 cells",
    ];
    await page.goto(hazard);
    expect(await words(".events > li > .event-line")).toEqual(lines);
    const last = ".events > li:last-child";
    expect(await words(`${last} .event-name`)).toEqual([
      ...["hazard", "nicely"],
      ...["profile, LEVEL s, UNITS 1", "profile, LEVEL s, UNITS 16"],
      ...["profile, LEVEL z, UNITS 1", "profile, LEVEL z, UNITS 16"],
    ]);
    expect(await words(".events > li:first-child dd p")).toEqual([
      "clean 22 May 2026",
      "Sample 2.10, commit c0ffeec",
      "hazard 23 May 2026",
      "Sample 2.10, commit c0ffeec",
    ]);
    expect(await words(".events > li:first-child pre")).toEqual([
      "sample 2.10: it says so was clean on day 181",
      "sample 2.10: it says so was hazard on day 182",
    ]);
    await page.goto("/status/");
    expect(await words(".events > li > .event-line")).toEqual(
      lines.map((line) => line.replace(/(20\d\d)/, "$1 MB9001")),
    );
  });

  test("each change has an anchor of its own on both pages, which the feed leads to and the browser opens", async () => {
    const events = readFileSync(
      join(dist, "../content/events/2026.jsonl"),
      "utf8",
    );
    const ids = [...events.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(8);
    const feed = readFileSync(join(dist, "feed.xml"), "utf8");
    for (const id of ids) {
      expect(feed).toContain(`${hazard}#event-${id ?? ""}"`);
      for (const path of [hazard, "/status/"]) {
        await page.goto(path);
        expect(await page.locator(`#event-${id ?? ""}`).count()).toBe(1);
      }
    }
    const cell = ids.find((_, index) => index === 4) ?? "";
    await page.goto(`${hazard}#event-${cell}`);
    expect(await page.locator(`#event-${cell}`).isVisible()).toBe(true);
  });

  test("a hazard without a night has no strips and no list of changes", async () => {
    await page.goto("/hazards/sample-unproved/");
    expect(await page.locator(".by-night, .events").count()).toBe(0);
  });

  test("nothing of it scrolls sideways on a phone, is styled inline or is hard to read, open or closed, light or dark", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const watched = await open(browser, host.origin, {
        colorScheme,
        viewport: { width: 390, height: 844 },
      });
      for (const path of [hazard, log, "/status/"]) {
        await watched.page.goto(path);
        await watched.page.evaluate(() => {
          for (const one of document.querySelectorAll("details"))
            one.open = true;
        });
        const { overflow, inlineStyles, ids } = await readPage(watched.page);
        expect({ path, overflow, inlineStyles }).toEqual({
          path,
          overflow: 0,
          inlineStyles: 0,
        });
        expect(new Set(ids).size).toBe(ids.length);
        expect(await contrasts(watched.page)).toEqual([]);
      }
      expect(watched.faults).toEqual([]);
    }
  });

  test("the search does not find nights and logs", () => {
    const html = readFileSync(
      join(dist, "hazards/sample-shift/index.html"),
      "utf8",
    );
    for (const part of ['class="by-night"', 'class="events"'])
      expect(html).toMatch(
        new RegExp(`<[^>]*${part}[^>]*data-pagefind-ignore`),
      );
  });
});
