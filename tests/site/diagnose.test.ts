import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { looksLikeLog } from "../../src/site/diagnose/kind.ts";
import { loadCorpus } from "../corpus/corpus.ts";
import {
  builtSite,
  describeInBrowser,
  launch,
  open,
} from "./support/browser.ts";
import { serve, type Host } from "./support/server.ts";

const root = join(import.meta.dirname, "../..");
const samples = loadCorpus();

const answer = z.object({
  findings: z.array(z.object({ hazard: z.string(), confidence: z.string() })),
  symptoms: z.array(z.object({ symptom: z.string() })),
});

/** What the command line says of every log, by name. */
async function commandLine(): Promise<Map<string, z.infer<typeof answer>>> {
  const files = samples.map(({ name }) =>
    join("tests/corpus/logs", `${name}.log`),
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["src/cli/main.ts", "diagnose", "--json", ...files],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  const all = z
    .object({ files: z.array(answer.extend({ file: z.string() })) })
    .parse(JSON.parse(stdout));
  return new Map(
    all.files.map((each, index) => [samples[index]?.name ?? each.file, each]),
  );
}

/** What the page shows, once it has answered. */
async function shown(page: Page): Promise<z.infer<typeof answer>> {
  await page.waitForFunction(() =>
    document
      .querySelector("#results-status")
      ?.textContent.includes("read in this page"),
  );
  return answer.parse(
    await page.evaluate(() => {
      const links = [
        ...document.querySelectorAll<HTMLElement>("#results [data-hit]"),
      ].map(({ dataset }) => dataset);
      return {
        findings: links
          .filter(({ confidence }) => confidence !== undefined)
          .map(({ hit, confidence }) => ({ hazard: hit, confidence })),
        symptoms: links
          .filter(({ confidence }) => confidence === undefined)
          .map(({ hit }) => ({ symptom: hit })),
      };
    }),
  );
}

/** Puts a log into the box as a paste does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((log) => {
    const box = document.querySelector("textarea[name=q]");
    const status = document.querySelector("#results-status");
    if (!(box instanceof HTMLTextAreaElement) || status === null) return;
    status.textContent = "";
    box.value = log;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);
}

describe("what is a log and what is a search", () => {
  it("takes every log of the corpus as one", () => {
    const missed = samples.filter(
      ({ bytes }) => !looksLikeLog(new TextDecoder().decode(bytes)),
    );
    expect(missed.map(({ name }) => name)).toEqual([]);
  });

  it.each([
    "EXC_I386_GPFLT",
    "code=EXC_I386_GPFLT",
    "codegen-units=1",
    "C++",
    "thread local misaligned",
    "SIGSEGV exit 139 zig macos",
    "std::thread::local::LocalKey",
    "-Oz",
  ])("takes %s as a search", (query) => {
    expect(looksLikeLog(query)).toBe(false);
  });
});

describeInBrowser("the box, given a log", () => {
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

  it("says what the command line says, of every log of the corpus, pasted and in the address", async () => {
    const expected = await commandLine();
    const { page, faults } = await open(browser, host.origin);
    const other = await open(browser, host.origin);
    await page.goto("/");
    for (const { name, bytes } of samples) {
      const text = new TextDecoder().decode(bytes);
      await paste(page, text);
      const pasted = await shown(page);
      expect(pasted, `${name}, pasted`).toEqual(
        answer.parse(expected.get(name)),
      );
      if (text.length > 6000) continue;
      await other.page.goto(`/?q=${encodeURIComponent(text)}`);
      expect(await shown(other.page), `${name}, in the address`).toEqual(
        pasted,
      );
    }
    expect([...faults, ...other.faults]).toEqual([]);
  }, 300_000);

  it("streams a file that is dropped", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/");
    const log = readFileSync(
      join(root, "tests/corpus/logs/tls-lldb.log"),
      "utf8",
    );
    await page.evaluate(
      (text) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], "crash.log"));
        document
          .querySelector("form.box")
          ?.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer }));
      },
      "ordinary line of a build\n".repeat(40_000) + log,
    );
    const { findings } = await shown(page);
    expect(findings[0]?.hazard).toBe("zig-macho-tls-misalignment");
    expect(await page.locator("#results .line").first().textContent()).toMatch(
      /^400\d\d$/,
    );
  });

  it("shows a hostile log as text", async () => {
    const { page, faults } = await open(browser, host.origin);
    await page.goto("/");
    await paste(
      page,
      'EXC_BAD_ACCESS (code=EXC_I386_GPFLT) <img src=x onerror="document.title=1"><script>document.title=2</script>\n</code></li>\u202e\n',
    );
    await shown(page);
    const evidence = page.locator("#results .reasons code").first();
    expect(await evidence.textContent()).toContain("<img src=x onerror=");
    expect(await page.locator("#results img, #results script").count()).toBe(0);
    expect(await page.title()).not.toMatch(/^[12]$/);
    expect(faults).toEqual([]);
  });

  it("shows the reasons and the check that decides", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/");
    await paste(page, "Thread 5: EXC_BAD_ACCESS (code=EXC_I386_GPFLT)");
    const { findings } = await shown(page);
    expect(findings[0]?.confidence).toBe("possible");
    expect(
      await page.locator("#results .next code").first().textContent(),
    ).toContain("otool -l");
    expect(
      await page.locator("#results .confidence").first().textContent(),
    ).toContain("check before you act");
  });

  it("says that none of the hazards is here, and does not show an empty page", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/");
    await paste(
      page,
      "Traceback (most recent call last):\n  File \"t.py\", line 1\nTypeError: 'NoneType' object is not subscriptable\n",
    );
    expect(await shown(page)).toEqual({ findings: [], symptoms: [] });
    expect(await page.locator("#results-status").textContent()).toContain(
      "none of the hazards here",
    );
    expect(await page.locator("#nothing-found").isVisible()).toBe(true);
    expect(await page.locator("#browse").isVisible()).toBe(true);
  });
});
