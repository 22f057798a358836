import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSite, wordsOf } from "./support/build.ts";
import { describeInBrowser, launch, open } from "./support/browser.ts";
import { writeFixture } from "./support/fixture.ts";
import { serve } from "./support/server.ts";
import type { Host } from "./support/server.ts";

const repository = join(import.meta.dirname, "../..");

describeInBrowser(
  "a site built from a sample catalogue",
  { timeout: 60_000 },
  () => {
    let host: Host;
    let browser: Browser;
    let page: Page;
    let dist: string;

    beforeAll(async () => {
      const root = await writeFixture();
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

    const verified = "/hazards/sample-shift/";
    const unproved = "/hazards/sample-unproved/";

    test("the strip says what the newest toolchain does, by number and not by letter", async () => {
      await page.goto(verified);
      expect(await words(".first .strip li")).toEqual([
        "hazard reproduces in Sample 2.10",
        "fix verified",
        "10 of 11 cells as expected on 21 Nov 2026",
      ]);
      expect(
        await page.locator(".first .strip .is-hazard svg path").count(),
      ).toBe(1);
      expect(
        await page.locator(".first .strip .is-clean svg circle").count(),
      ).toBe(1);
    });

    test("without a verdict the page says so in every place, and shows no outcome", async () => {
      await page.goto(unproved);
      expect(await words(".first .strip li")).toEqual([
        "hazard not verified yet",
        "fix not verified yet",
      ]);
      expect(await words(".first-fix .badge")).toEqual(["not verified yet"]);
      expect(await words("#verdicts ~ .empty p")).toEqual([
        "Not verified yet. The reproducer is written, and no run of it has been recorded. To run it now:",
      ]);
      expect(new Set(await words(".matrix td .mark"))).toEqual(
        new Set(["not run"]),
      );
      expect(await page.locator(".is-hazard, .is-clean").count()).toBe(0);
      expect(await page.locator(".tls").count()).toBe(0);
    });

    test("figures come from the verdict, in the text, in fields, and in the Markdown", async () => {
      await page.goto(verified);
      const sentence =
        "It shifts in 1 of 4: by 8, with 2.9 and 2.10, as one of two.";
      const html = readFileSync(
        join(dist, "hazards/sample-shift/index.html"),
        "utf8",
      );
      expect(html).toContain(
        "It shifts in 1 of 4: by 8, with 2.9 and 2.10,\nas one of two.",
      );
      expect(await words("main p")).toContain(sentence);
      expect(
        readFileSync(join(dist, "hazards/sample-shift.md"), "utf8"),
      ).toContain(sentence);
    });

    test("the matrix has a row for each case and a column for each version, with drift named", async () => {
      await page.goto(verified);
      const rows = page.locator(".matrix").first().locator("tr");
      const table = await rows.evaluateAll((list) =>
        list.map((row) =>
          [...row.children].map((cell) =>
            cell.textContent.replace(/\s+/g, " ").trim(),
          ),
        ),
      );
      expect(table).toEqual([
        ["Sample", "2.9", "2.10"],
        ["The hazard"],
        ["hazard", "hazard", "hazard"],
        ["Workarounds"],
        ["pad", "clean", "clean"],
        ["newer", "hazard", "clean"],
        ["Dead ends"],
        ["nicely", "unavailable", "clean drift"],
        ["Controls"],
        ["profile", "not run", "hazard 1 clean 3"],
      ]);
      expect(
        (await words(".matrix >> xpath=ancestor::figure >> figcaption"))[0],
      ).toMatch(/by Sample version.*Last verified 21 Nov 2026\.$/);
    });

    test("the profile grid shows which corner is hit", async () => {
      await page.goto(verified);
      const table = await page
        .locator(".grid tr")
        .evaluateAll((list) =>
          list.map((row) =>
            [...row.children].map((cell) =>
              cell.textContent.replace(/\s+/g, " ").trim(),
            ),
          ),
        );
      expect(table).toEqual([
        ["LEVEL \\ UNITS", "1", "16"],
        ["s", "clean", "clean"],
        ["z", "hazard", "clean"],
      ]);
    });

    test("the drawing places the misaligned variable at 8 and the fixed one at the edge", async () => {
      await page.goto(verified);
      const at = await page.locator(".panel").evaluateAll((panels) =>
        panels.map((panel) => {
          const edge = Number(panel.querySelector(".edge")?.getAttribute("x1"));
          const piece = [...panel.querySelectorAll(".piece")].find((one) =>
            one.textContent.includes("pool"),
          );
          const x = Number(piece?.querySelector("rect")?.getAttribute("x"));
          return {
            bytes: Math.round((x - edge) / 17),
            mark: piece?.getAttribute("class"),
          };
        }),
      );
      expect(at).toEqual([
        { bytes: 8, mark: "piece is-hazard" },
        { bytes: 0, mark: "piece is-clean" },
      ]);
      expect(await words(".panel-fact")).toEqual([
        "template at 0x8, mod 16 = 8",
        "template at 0x10, mod 16 = 0",
      ]);
      expect(
        await page.locator(".panel svg").first().getAttribute("aria-label"),
      ).toBe("hazard: without the fix: pool begins 8 bytes into a row of 16");
      await page.locator(".tls .behind summary").click();
      expect(await words(".tls table tbody tr:has-text('pool') td")).toEqual([
        "__thread_bss",
        "0x8",
        "8",
        "16",
        "yes",
        "__thread_bss",
        "0x10",
        "0",
        "16",
        "no",
      ]);
    });

    test("the copy button carries the region and nothing else, whatever signs are in it", async () => {
      await page.goto(verified);
      const button = page.locator(
        'button[data-copy="repros/sample-shift/pad.c#pad"]',
      );
      expect(await button.textContent()).toContain("Copy for pad.c");
      await page
        .context()
        .grantPermissions(["clipboard-read", "clipboard-write"]);
      await button.click();
      await expect.poll(() => button.textContent()).toBe("Copied");
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        '/* <keep> & "this" */\n\tchar pad[16] = {1};\n',
      );
      expect(await page.locator(".first-fix pre").textContent()).toBe(
        '/* <keep> & "this" */\n\tchar pad[16] = {1};',
      );
    });

    test("claims say measured, reported or inferred, and never two of them", async () => {
      await page.goto(verified);
      expect(await words(".claims .evidence")).toEqual([
        "measured",
        "reported",
        "inferred",
      ]);
      expect(await words(".claims .proof")).toEqual([
        "case hazard as expected in 2 of 2 cells, 21 Nov 2026",
        "sample/sample#2 read 20 Nov 2026",
        "It has in 2 of 2.",
      ]);
    });

    test("options and code keep their signs, and fences are coloured by class", async () => {
      await page.goto(verified);
      expect(await words(".part:has(#see) p:has(code)")).toContain(
        "Run with --release it ends.",
      );
      expect(
        await page.locator(".part:has(#see) pre .t-comment").textContent(),
      ).toContain("# a comment");
      expect(await words("#see")).toEqual(["It ends with SIGSEGV"]);
      expect(await page.locator("#see code").textContent()).toBe("SIGSEGV");
    });

    test("the status page counts what ran, and names drift and what could not run", async () => {
      await page.goto("/status/");
      expect(await words("h1")).toEqual([
        "1 cell of 11 did not come out as expected",
      ]);
      expect(await words("table.status tbody tr:first-child > *")).toEqual([
        "MB9001 sample-shift",
        "drift 1 cell unavailable",
        "21 Nov 2026; every cell",
        "2 of 2",
        "4 of 4",
        "0 of 1",
        "4 of 4",
      ]);
      expect(await words(".drift-list li")).toEqual([
        "clean sample-shift, nicely, sample 2.10: expected hazard, was clean; log",
      ]);
    });

    test("without a night or a change the pages say so", async () => {
      await page.goto(verified);
      expect(await words("#changes + p")).toEqual([
        "No change has been recorded: every cell has come to the same since it was first measured.",
      ]);
      await page.goto("/status/");
      expect(await words(".last-night p")).toEqual([
        "No night is recorded yet.",
      ]);
      expect(await words("#changes + p")).toEqual([
        "No change has been recorded yet: every cell has come to the same since it was first measured.",
      ]);
    });

    test("a verdict older than a week says so, by the reader's own clock", async () => {
      await page.goto(verified);
      expect(await page.locator(".stale").count()).toBe(0);
      await page.clock.setFixedTime("2026-12-01T00:00:00Z");
      await page.goto(verified);
      expect((await words(".first .strip .stale"))[0]).toBe(
        "(9 days ago: older than a week)",
      );
      await page.clock.setFixedTime("2026-11-22T00:00:00Z");
    });

    test("the symptom tells its cause apart with one command, copied without its prompt", async () => {
      await page.goto("/symptoms/sample-fault/");
      expect(await words(".for li")).toEqual(["the address ends in 8"]);
      expect(await words(".against li")).toEqual(["the address ends in 0"]);
      expect(await words(".command pre")).toEqual(["(gdb) p $rax % 16"]);
      expect(
        await page.locator(".command button").getAttribute("data-text"),
      ).toBe('"p $rax % 16"');
      expect(await page.locator(".cause a").getAttribute("href")).toBe(
        verified,
      );
    });

    test("the home page lists what was verified last, and the one that was not is not there", async () => {
      await page.goto("/");
      expect(await words(".verified-list li a")).toEqual(["MB9001"]);
      expect(await words(".catalogue .verified")).toEqual([
        "hazard 21 Nov 2026",
        "not run not yet",
      ]);
    });

    test("a reproducer's files are served as they are", () => {
      const path = "repros/sample-shift/pad.c";
      const served = readFileSync(join(dist, path));
      expect(
        served.equals(
          readFileSync(join(repository, "tests/site/fixture", path)),
        ),
      ).toBe(true);
    });

    test("a file of the reproducer is shown when it is opened, and without JavaScript its link leads to it", async () => {
      await page.goto(verified);
      const file = page.locator('details[id="file-pad.c"]');
      const text = readFileSync(
        join(repository, "tests/site/fixture/repros/sample-shift/pad.c"),
        "utf8",
      );
      expect(await file.locator("pre").count()).toBe(0);
      await file.locator("summary").click();
      await file.locator("pre").waitFor();
      expect(await file.locator("pre").textContent()).toBe(text.trimEnd());
      expect(await file.locator("a.read").count()).toBe(0);

      const plain = await open(browser, host.origin, {
        javaScriptEnabled: false,
      });
      await plain.page.goto(verified);
      await plain.page.locator('details[id="file-pad.c"] summary').click();
      await plain.page.locator('details[id="file-pad.c"] a.read').click();
      expect(await plain.page.locator(":target pre").textContent()).toBe(
        text.trimEnd(),
      );
      expect(plain.faults).toEqual([]);
    });

    test("a page that shows a region that does not exist does not build, and the message names it", async () => {
      const root = await writeFixture();
      execFileSync("sed", [
        "-i",
        "s/misbuilt:region pad/misbuilt:region gone/",
        join(root, "repros/sample-shift/pad.c"),
      ]);
      let message = "";
      try {
        execFileSync(
          process.execPath,
          ["src/site/build.ts", join(root, "broken")],
          {
            cwd: repository,
            env: { ...process.env, MISBUILT_ROOT: root },
            stdio: "pipe",
          },
        );
      } catch (error) {
        message = error instanceof Error ? error.message : "";
      }
      expect(message).toContain("repros/sample-shift/pad.c");
      expect(message).toContain("gone");
    }, 120_000);
  },
);
