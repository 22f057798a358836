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

/** A fix that a reader copies from a page, and what becomes of a case that shows the hazard when they paste it. */
interface Copied {
  readonly slug: string;
  /** What is copied, as `data-copy` names it below the reproducer’s folder. */
  readonly snippet: string;
  /** A case that shows the hazard and leaves to its sources what the snippet says. */
  readonly case: string;
  /** One version of one tool, such as `zig=0.15.2`. */
  readonly tool: string;
  /** The file to paste into, and how. */
  readonly into: string;
  readonly paste: (text: string, snippet: string) => string;
}

const fixes: readonly Copied[] = [
  {
    slug: "rustc-oz-cgu1-miscompile",
    snippet: "profiles/opt-level-s.toml#profile",
    // Case "hazard" accepts no profile but its own; this one asks for the same linker and leaves the profile open.
    case: "own-linker",
    tool: "zig=0.15.2",
    into: "Cargo.toml",
    paste: (text, snippet) =>
      text.replace(/\[profile\.release\][^]*/, () => snippet),
  },
  {
    slug: "rustc-oz-cgu1-miscompile",
    snippet: "build-lld/build.zig#linker",
    case: "build-zig",
    tool: "zig=0.15.2",
    into: "build-default/build.zig",
    paste: (text, snippet) =>
      text.replace(/(misbuilt:region linker\n)/, (mark) => `${mark}${snippet}`),
  },
];

describeInBrowser("a reader", { timeout: 600_000 }, () => {
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
  async function copied({ slug, snippet }: Copied): Promise<string> {
    const hook = `repros/${slug}/${snippet}`;
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

  /** What comes of the fix’s case with this text in the file to paste into; without one, as it is. */
  async function outcome(
    { slug, case: id, tool, into, paste }: Copied,
    snippet?: string,
  ): Promise<string | undefined> {
    const root = await temporary();
    await mkdir(join(root, "repros"));
    for (const name of [slug, "toolchains.yaml"])
      await cp(join(repository, "repros", name), join(root, "repros", name), {
        recursive: true,
      });
    if (snippet !== undefined) {
      const path = join(root, "repros", slug, into);
      const before = await readFile(path, "utf8");
      const after = paste(before, snippet);
      expect(after, `${into} must really change`).not.toBe(before);
      await writeFile(path, after);
    }
    const run = await misbuilt(
      ["verify", slug, "--root", root, "--case", id, "--tool", tool, "--json"],
      dirname(cacheFolder()),
    );
    const [cell] = parse(run).cells;
    expect(cell?.outcome, run.stderr + run.stdout).not.toBe("error");
    return cell?.outcome;
  }

  test.for(fixes)(
    "of $slug makes the hazard of case $case go away with what the button copies into $into",
    async (fix) => {
      const snippet = await copied(fix);
      expect(await outcome(fix)).toBe("hazard");
      expect(await outcome(fix, snippet)).toBe("clean");
    },
  );
});
