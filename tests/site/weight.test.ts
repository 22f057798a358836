/** What a page weighs as it travels, with the style sheets that it asks for. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { builtSite } from "./support/browser.ts";

const site = builtSite();

function compressed(file: string): number {
  return gzipSync(readFileSync(join(site, file))).length;
}

/** Each page below a folder of the site, in bytes. */
function weights(below: string): [page: string, bytes: number][] {
  return readdirSync(join(site, below), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("index.html"))
    .map((name) => join(below, name))
    .filter((page) => !page.startsWith("repros/"))
    .map((page) => {
      const html = readFileSync(join(site, page), "utf8");
      const styles = [
        ...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g),
      ];
      expect(styles.length, page).toBeGreaterThan(0);
      const files = [page, ...styles.map(([, href = ""]) => href)];
      return [page, files.reduce((sum, file) => sum + compressed(file), 0)];
    });
}

/** Pages that weigh more than `most`, with what they weigh. */
function above(most: number, below: string): string[] {
  return weights(below)
    .filter(([, bytes]) => bytes > most)
    .map(([page, bytes]) => `${page}: ${bytes} bytes`);
}

test("a hazard’s page weighs at most 36 kB with its style sheets", () => {
  expect(weights("hazards").length).toBeGreaterThan(5);
  expect(above(36_000, "hazards")).toEqual([]);
});

test("no page weighs 100 kB", () => {
  expect(above(100_000, ".")).toEqual([]);
});
