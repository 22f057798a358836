/** The command line, the box of home and the box of every masthead say the same of every log, in two browsers. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { serve, type Host } from "../../src/site/serve.ts";
import { loadCorpus } from "../corpus/corpus.ts";
import {
  byCommandLine,
  diagnosed,
  dropInPage,
  pasteInPage,
  type Diagnosed,
} from "./support/asked.ts";
import {
  builtSite,
  describeInBrowser,
  launch,
  open,
} from "./support/browser.ts";
import {
  describeInFirefox,
  launchFirefox,
  openFirefox,
} from "./support/firefox.ts";

const samples = loadCorpus();
const texts = samples.map(({ bytes }) => new TextDecoder().decode(bytes));
const answers = z.array(diagnosed);

const patient = { timeout: 20_000 };
const boxes = ["/", "/status/"];
const macho = [0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1];

const closing: (() => Promise<void>)[] = [];
/** What the server saw of each request: its first line and its headers. */
const requests: string[] = [];
let host: Host;
let expected: Map<string, Diagnosed>;
beforeAll(async () => {
  host = await serve(builtSite(), {
    onRequest: ({ method = "", url = "", headers: sent }) =>
      requests.push(`${method} ${url} ${JSON.stringify(sent)}`),
  });
  expected = await byCommandLine(samples);
});
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
  await host.stop();
});

/** What both libraries' pages can do. */
interface Driven {
  readonly faults: string[];
  go(path: string): Promise<unknown>;
  url(): string;
  run<Args extends unknown[]>(
    call: (...args: Args) => unknown,
    ...args: Args
  ): Promise<unknown>;
  press(...keys: string[]): Promise<void>;
  choose(file: string): Promise<void>;
  text(selector: string): Promise<string>;
}

function suite(name: string, start: () => Promise<Driven>): void {
  describe(name, () => {
    let page: Driven;
    beforeAll(async () => {
      page = await start();
    });

    const status = () => page.text("#results-status");
    /** Nothing of this may be in an address, or be sent. */
    const noLeak = (secret: string) => {
      expect(page.url()).not.toContain(secret);
      expect(requests.filter((one) => one.includes(secret))).toEqual([]);
    };

    test.each(boxes)("every log, pasted at %s", async (path) => {
      await page.go(path);
      requests.length = 0;
      const shown = answers.parse(await page.run(pasteInPage, texts));
      const wrong = samples.flatMap(({ name: log }, index) =>
        JSON.stringify(shown[index]) === JSON.stringify(expected.get(log))
          ? []
          : [{ log, shown: shown[index], expected: expected.get(log) }],
      );
      expect(wrong).toEqual([]);
      expect(page.url()).toBe(`${host.origin}${path}`);
      // Only the site's own files were asked for; the one thing in an address is the time, against a cache.
      expect(
        requests.filter((one) => !/^GET [^? ]+(?:\?ts=\d+)? /.test(one)),
      ).toEqual([]);
    });

    test.each(boxes)(
      "lines that the keyboard pastes at %s stay lines, and are not sent",
      async (path) => {
        await page.go(path);
        const log =
          "token-of-mine\nThread 5: EXC_BAD_ACCESS (code=EXC_I386_GPFLT)\n  movaps %xmm0, (%rax)";
        await page.run((text) => {
          const field = document.createElement("textarea");
          field.value = text;
          document.body.append(field);
          field.focus();
          field.select();
        }, log);
        await page.press("Control", "c");
        await page.run(() => {
          document.querySelector<HTMLElement>("[name=q]")?.focus();
        });
        await page.press("Control", "v");
        await expect
          .poll(status, patient)
          .toContain("3 lines read in this page");
        expect(
          await page.run(
            () =>
              document.querySelector<HTMLTextAreaElement>("[name=q]")?.value,
          ),
        ).toBe(log);
        noLeak("token-of-mine");
        await page.press("Enter");
        noLeak("token-of-mine");
      },
    );

    test("a line of a log is kept out of the address, and a query is not", async () => {
      await page.go("/");
      const ask = (text: string) =>
        page.run((value) => {
          const box = document.querySelector("textarea");
          if (box === null) return;
          box.focus();
          box.value = value;
          box.dispatchEvent(new Event("input", { bubbles: true }));
        }, text);
      await ask("EXC_I386_GPFLT");
      await expect
        .poll(() => page.url(), patient)
        .toContain("?q=EXC_I386_GPFLT");
      await ask("token-of-mine: EXC_BAD_ACCESS");
      await expect
        .poll(status, patient)
        .toMatch(/1 line read in this page|fits? its words/);
      noLeak("token-of-mine");
    });

    test("the box's file button reads a log", async () => {
      await page.go("/status/");
      const file = join(mkdtempSync(join(tmpdir(), "log-")), "crash.log");
      writeFileSync(file, "token-of-mine (code=EXC_I386_GPFLT)\n");
      await page.choose(file);
      await expect.poll(status, patient).toContain("crash.log: 1 line read");
      noLeak("token-of-mine");
    });

    test("a file that is dropped beside the box is read, or said what to do with", async () => {
      await page.go("/hazards/zig-macho-tls-misalignment/");
      const before = page.url();
      const log = [...Buffer.from("token-of-mine\nEXC_I386_GPFLT\n")];
      await page.run(dropInPage, "main", "crash.log", log);
      await expect.poll(status, patient).toContain("crash.log: 2 lines read");
      await page.run(dropInPage, "footer", "app", macho);
      await expect
        .poll(() => page.text("#results"), patient)
        .toContain("app is a Mach-O program");
      expect(await page.text("#results pre")).toBe("otool -l app");
      expect(page.url()).toBe(before);
      noLeak("token-of-mine");
    });

    test("nothing of this went wrong in the page", () => {
      expect(page.faults).toEqual([]);
    });
  });
}

describeInBrowser("in Chromium", { timeout: 60_000 }, () => {
  suite("the boxes", async () => {
    const browser = await launch();
    closing.push(() => browser.close());
    const { page, faults } = await open(browser, host.origin, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    return {
      faults,
      go: (path) => page.goto(path),
      url: () => page.url(),
      run: (call, ...args) =>
        page.evaluate(`(${call.toString()})(...${JSON.stringify(args)})`),
      press: (...keys) => page.keyboard.press(keys.join("+")),
      choose: (file) => page.locator("input[type=file]").setInputFiles(file),
      text: async (selector) =>
        (await page.locator(selector).first().textContent()) ?? "",
    };
  });
});

describeInFirefox("in Firefox", { timeout: 60_000 }, () => {
  suite("the boxes", async () => {
    const browser = await launchFirefox();
    closing.push(() => browser.close());
    const { page, faults } = await openFirefox(browser);
    return {
      faults,
      go: (path) => page.goto(host.origin + path),
      url: () => page.url(),
      run: (call, ...args) =>
        page.evaluate(`(${call.toString()})(...${JSON.stringify(args)})`),
      async press(...keys) {
        const [last, ...held] = keys.reverse();
        for (const key of held.reverse()) await page.keyboard.down(key as "A");
        await page.keyboard.press((last ?? "") as "A");
        for (const key of held) await page.keyboard.up(key as "A");
      },
      async choose(file) {
        const input = await page.$("input[type=file]");
        await input?.uploadFile(file);
      },
      text: (selector) =>
        page.$eval(selector, (found) => found.textContent).catch(() => ""),
    };
  });
});
