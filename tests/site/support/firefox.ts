import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";
import type { Browser, Page } from "puppeteer-core";
import { describe } from "vitest";

const executable = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) =>
  existsSync(path),
);

/**
 * `describe` for tests that need Firefox. Where there is none they are skipped by name, except in CI, where a missing
 * browser fails them.
 */
export const describeInFirefox = describe.skipIf(
  executable === undefined && process.env["CI"] === undefined,
);

/** Starts Firefox with a fresh profile, to be driven by WebDriver BiDi. */
export async function launchFirefox(): Promise<Browser> {
  if (executable === undefined)
    throw new Error("no Firefox in /usr/bin: apt-get install firefox-esr");
  return puppeteer.launch({
    browser: "firefox",
    executablePath: executable,
    headless: true,
  });
}

/** Opens a page and watches what goes wrong in it. */
export async function openFirefox(
  browser: Browser,
): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("pageerror", (error) => {
    faults.push(String(error));
  });
  return { page, faults };
}
