import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cacheFolder } from "../../src/verify/cache.ts";
import { misbuilt, parse, repository, temporary } from "../verify/cli.ts";
import {
  builtSite,
  describeInBrowser,
  launch,
  open,
} from "./support/browser.ts";
import { serve } from "./support/server.ts";
import type { Host } from "./support/server.ts";

const slug = "rustc-oz-cgu1-miscompile";
const folder = `repros/${slug}`;

describeInBrowser("a reader of the -Oz page", { timeout: 600_000 }, () => {
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

  /** What the page's copy button puts into the clipboard. */
  async function copied(hook: string): Promise<string> {
    const { page } = await open(browser, host.origin, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.goto(`/hazards/${slug}/`);
    const button = page.locator(`button[data-copy="${hook}"]`).first();
    // The tab that holds the button may be folded away; a click is a click.
    await button.dispatchEvent("click");
    await expect.poll(() => button.textContent()).toBe("Copied");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    await page.context().close();
    return text;
  }

  /** What comes of a case after `edit` has changed `file` of its sources. */
  async function outcome(
    id: string,
    file?: string,
    edit?: (text: string) => string,
  ): Promise<string | undefined> {
    const root = await temporary();
    await mkdir(join(root, "repros"));
    for (const name of [slug, "toolchains.yaml"])
      await cp(join(repository, "repros", name), join(root, "repros", name), {
        recursive: true,
      });
    if (file !== undefined && edit !== undefined) {
      const path = join(root, folder, file);
      const before = await readFile(path, "utf8");
      const after = edit(before);
      expect(after, `${file} must really change`).not.toBe(before);
      await writeFile(path, after);
    }
    const words = ["verify", slug, "--root", root, "--case", id];
    const run = await misbuilt(
      [...words, "--tool", "zig=0.15.2", "--json"],
      dirname(cacheFolder()),
    );
    const [cell] = parse(run).cells;
    expect(cell?.outcome, run.stderr + run.stdout).not.toBe("error");
    return cell?.outcome;
  }

  test("makes the crash go away with the profile that the page's button copies into Cargo.toml", async () => {
    const snippet = await copied(`${folder}/profiles/opt-level-s.toml#profile`);
    // Case "hazard" accepts no profile but its own; this one asks for the same linker and leaves the profile open.
    expect(await outcome("own-linker")).toBe("hazard");
    expect(
      await outcome("own-linker", "Cargo.toml", (text) =>
        text.replace(/\[profile\.release\][^]*/, () => snippet),
      ),
    ).toBe("clean");
  });

  test("makes the crash go away with the lines that the page's button copies into build.zig", async () => {
    const snippet = await copied(`${folder}/build-lld/build.zig#linker`);
    expect(await outcome("build-zig")).toBe("hazard");
    expect(
      await outcome("build-zig", "build-default/build.zig", (text) =>
        text.replace(
          /(misbuilt:region linker\n)/,
          (mark) => `${mark}${snippet}`,
        ),
      ),
    ).toBe("clean");
  });
});
