import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** Builds the site of a catalogue of its own into `dist` there, or a folder below it. Returns the folder. */
export function buildSite(
  root: string,
  below = ".",
  env: NodeJS.ProcessEnv = {},
): string {
  const folder = join(root, "dist", below);
  execFileSync(process.execPath, ["src/site/build.ts", folder], {
    cwd: join(import.meta.dirname, "../../.."),
    // Vitest sets BASE_URL, which Vite would take for the site's base path.
    env: {
      ...process.env,
      BASE_URL: undefined,
      MISBUILT_ROOT: root,
      ...env,
    },
  });
  return folder;
}

/** The words of what a selector finds, one line each, spaces joined. */
export async function wordsOf(page: Page, selector: string): Promise<string[]> {
  const all = await page.locator(selector).allTextContents();
  return all.map((text) => text.replace(/\s+/g, " ").trim());
}
