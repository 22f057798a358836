import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** Builds the site of a catalogue of its own. Returns the folder. */
export function buildSite(root: string): string {
  const folder = join(root, "dist");
  execFileSync(process.execPath, ["src/site/build.ts", folder], {
    cwd: join(import.meta.dirname, "../../.."),
    env: { ...process.env, MISBUILT_ROOT: root },
  });
  return folder;
}

/** The words of what a selector finds, one line each, spaces joined. */
export async function wordsOf(page: Page, selector: string): Promise<string[]> {
  const all = await page.locator(selector).allTextContents();
  return all.map((text) => text.replace(/\s+/g, " ").trim());
}
