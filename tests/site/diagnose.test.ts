import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  adviceFor,
  fileKind,
  type FileKind,
} from "../../src/site/diagnose/file-kind.ts";
import { kindOf } from "../../src/site/diagnose/kind.ts";
import { loadCorpus } from "../corpus/corpus.ts";
import { diagnosed, dropInPage, type Diagnosed } from "./support/asked.ts";
import {
  builtSite,
  describeInBrowser,
  launch,
  open,
} from "./support/browser.ts";
import { serve, type Host } from "./support/server.ts";

const root = join(import.meta.dirname, "../..");
const samples = loadCorpus();

/** What the page shows, once it has answered. */
async function shown(page: Page): Promise<Diagnosed> {
  await page.waitForFunction(() =>
    document
      .querySelector("#results-status")
      ?.textContent.includes("read in this page"),
  );
  return diagnosed.parse(
    await page.evaluate(() => {
      const links = [
        ...document.querySelectorAll<HTMLElement>(
          "#results .diagnosis [data-hit]",
        ),
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

describe("what is a log, a line of one, and a search", () => {
  it("takes every log of the corpus as one, or as a line", () => {
    const missed = samples.filter(
      ({ bytes }) => kindOf(new TextDecoder().decode(bytes)) === "query",
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
    "0xaaaaaaaaaaaaaaaa",
    "Zig 0.14 crashes in movaps on a thread local that needs 16 byte alignment",
  ])("takes %s as a search", (query) => {
    expect(kindOf(query)).toBe("query");
  });

  it.each([
    "Thread 5: EXC_BAD_ACCESS (code=EXC_I386_GPFLT)",
    "panicked at src/main.rs:5:10",
    "open /home/me/secret/project failed",
    "C:\\Users\\me\\app.exe stopped",
    "#3 std_sys_run at 0x10003f2a8",
    "sent by me@build.example today",
    "app[312] trap invalid opcode",
    "word ".repeat(20),
  ])("takes %s as a line that a program printed", (line) => {
    expect(kindOf(line)).toBe("line");
  });

  it("takes two short lines as a log", () => {
    expect(kindOf("EXC_I386_GPFLT\nmovaps\n")).toBe("log");
  });
});

describe("what a file is", () => {
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
  const elf = `\x7fELF\x02\x01\x01${"\0".repeat(9)}`;
  it.each<[FileKind, string, string]>([
    ["empty", "crash.log", ""],
    ["text", "crash.log", "EXC_I386_GPFLT\n"],
    ["text", "mz.log", "MZ is how it begins\n"],
    ["text", "utf-16.log", "\xff\xfeE\0X\0"],
    ["Cargo.toml", "Cargo.toml", '[profile.release]\nopt-level = "z"\n'],
    ["Mach-O", "app", "\xcf\xfa\xed\xfe\x07\0\0\x01"],
    ["Mach-O", "universal", "\xca\xfe\xba\xbe\0\0\0\x02"],
    ["unknown", "Main.class", "\xca\xfe\xba\xbe\0\0\0\x41"],
    ["ELF", "app", `${elf}\x03\0`],
    ["core dump", "core", `${elf}\x04\0`],
    ["wasm", "app.wasm", "\0asm\x01\0\0\0"],
    ["PE", "app.exe", "MZ\x90\0"],
    ["static library", "liba.a", "!<arch>\n"],
    ["archive", "log.gz", "\x1f\x8b\x08\0"],
    ["picture", "screen.png", "\x89PNG\r\n\x1a\n\0"],
    ["minidump", "crash.dmp", "MDMP\x93\xa7\0\0"],
    ["unknown", "data.bin", "\x01\x02\0"],
  ])("%s: %s", (kind, name, content) => {
    expect(fileKind(name, bytes(content))).toBe(kind);
    const advice = adviceFor(kind, name);
    expect(advice === undefined).toBe(kind === "text");
    expect(advice?.sentence ?? name).toContain(name);
  });

  it("names the command with a name that a shell takes", () => {
    expect(adviceFor("Mach-O", "my app's")?.command).toBe(
      "otool -l 'my app'\\''s'",
    );
    expect(adviceFor("ELF", "-x")?.command).toBe("readelf -SW ./-x");
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

  it("streams a file that is dropped", async () => {
    const { page } = await open(browser, host.origin);
    await page.goto("/");
    const log = readFileSync(
      join(root, "tests/corpus/logs/tls-lldb.log"),
      "utf8",
    );
    const text = "ordinary line of a build\n".repeat(40_000) + log;
    await page.evaluate(
      `(${dropInPage.toString()})("footer", "crash.log", ${JSON.stringify([...Buffer.from(text)])})`,
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
      await page.locator("#results .next pre").first().textContent(),
    ).toContain("otool -l");
    expect(
      await page.locator("#results .next button.copy").first().textContent(),
    ).toBe("Copy");
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
