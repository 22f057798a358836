import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { describe } from "vitest";

const executable = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
  (path) => existsSync(path),
);

const flags =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/**
 * `describe` for tests that need Chromium. Where there is none they are skipped by name, except in CI, where a missing
 * browser fails them.
 */
export const describeInBrowser = describe.skipIf(
  executable === undefined && process.env["CI"] === undefined,
);

/** Starts Chromium with a fresh profile. */
export async function launch(): Promise<Browser> {
  if (executable === undefined)
    throw new Error("no Chromium in /usr/bin: apt-get install chromium");
  return chromium.launch({
    executablePath: executable,
    args: flags.split(" "),
  });
}

/** A page, and what it did that it should not: errors, refusals by the security policy, requests to other hosts. */
export interface Watched {
  readonly page: Page;
  readonly faults: string[];
}

/** Opens a page in a context of its own and watches it. Where many pages are read, one does for all: contexts are slow to make. */
export async function open(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ baseURL: origin, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin))
      faults.push(`request: ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    // The browser itself gives up on what a page that is left had asked for.
    const why = request.failure()?.errorText ?? "";
    if (why !== "net::ERR_ABORTED")
      faults.push(`failed: ${request.url()} ${why}`);
  });
  return { page, faults };
}

/** The built site. Throws where it was not built. */
export function builtSite(): string {
  const folder = join(import.meta.dirname, "../../../dist");
  if (!existsSync(join(folder, "index.html")))
    throw new Error(`${folder} has no site: npm run build makes it`);
  return folder;
}
