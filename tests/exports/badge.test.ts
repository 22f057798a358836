import { expect, test } from "vitest";
import { badge } from "../../src/site/badge.ts";
import { hazardStanding } from "../../src/site/standing.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import { edit, makeCatalogue, slug, verdictFile } from "../catalog/fixture.ts";

async function badgeOf(root: string): Promise<string> {
  const { repros, verdicts } = await loadCatalogue(root);
  const title = (tool: string) => (tool === "gcc" ? "GCC <12>" : tool);
  const verdict = verdicts.get(slug)?.data;
  return badge(
    "MB0001",
    hazardStanding(repros.get(slug)?.data, verdict, title),
  );
}

function titleOf(svg: string): string {
  return /<title id="title">(.*)<\/title>/.exec(svg)?.[1] ?? "";
}

test("a badge says what the hazard does, where, and when that was measured", async () => {
  const root = await makeCatalogue();
  const svg = await badgeOf(root);
  expect(titleOf(svg)).toBe(
    "MB0001 reproduces in GCC &lt;12&gt; debian, checked 2026-01-03",
  );
  expect(svg).toContain('role="img" aria-labelledby="title"');
});

test("a badge follows the outcome, and a hazard without a verdict has no date", async () => {
  const root = await makeCatalogue();
  await edit(root, verdictFile, '"outcome":"hazard"', '"outcome":"clean"');
  expect(titleOf(await badgeOf(root))).toContain("does not reproduce in");
  await edit(root, verdictFile, '"schemaVersion": 2', '"schemaVersion": 3');
  expect(titleOf(await badgeOf(root))).toBe("MB0001 not verified yet");
});

/** WCAG 2's contrast of white on a colour `#rrggbb`. */
function contrastWithWhite(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

test("its words can be read on any page: white on opaque colours at 7:1", () => {
  const marks = [
    "hazard",
    "clean",
    "blocked",
    "unavailable",
    "error",
    "mixed",
    "none",
  ] as const;
  for (const mark of marks) {
    const svg = badge("MB0001", { mark, text: "x", measuredAt: undefined });
    const fills = [
      ...svg.matchAll(/<(?:rect|path)[^>]* fill="(#[0-9a-f]{6})"/g),
    ];
    expect(fills).toHaveLength(2);
    for (const [, fill = ""] of fills)
      expect(contrastWithWhite(fill), mark).toBeGreaterThan(7);
  }
});
