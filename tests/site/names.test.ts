import { expect, test } from "vitest";
import { merge } from "../../src/site/search/index.ts";
import { indexNames, matchNames } from "../../src/site/search/names.ts";
import type { NamedPage } from "../../src/site/search/names.ts";

function page(slug: string, ...names: string[]): NamedPage {
  const kind = "hazard";
  return {
    url: `/hazards/${slug}/`,
    slug,
    kind,
    title: slug,
    summary: "",
    names,
    values: {},
  };
}
const index = indexNames([
  page(
    "tls",
    "MB0001",
    "code=EXC_I386_GPFLT",
    "0x2B8",
    "thread local misaligned",
    "C++",
  ),
  page("oz", "MB0002", "General protection exception", "opt-level=z", "C++"),
  page("wasm", "MB0003", "Atomics.wait", "local storage"),
]);
const slugs = (text: string) =>
  matchNames(text, index).map((hit) => hit.page.slug);

test.each([
  ["MB0002", ["oz"]],
  ["mb0001", ["tls"]],
  ["EXC_I386_GPFLT", ["tls"]],
  ["i386", ["tls"]],
  ["0x2b8", ["tls"]],
  ["at 0x2B8:", ["tls"]],
  ["atomics.wait()", ["wasm"]],
  ["opt-level=z", ["oz"]],
  ["86", []],
  ["", []],
])("%s leads to its pages and no others", (text, pages) => {
  expect(slugs(text)).toEqual(pages);
});

test("a whole phrase is stronger than one of its words", () => {
  expect(slugs("thread local misaligned")).toEqual(["tls", "wasm"]);
});

test("a name of several pages leads to all of them", () => {
  expect(slugs("C++").sort()).toEqual(["oz", "tls"]);
});

test("a page that both indexes know outranks one that only the full text knows", () => {
  const fragment = (slug: string, kind: string) => ({
    url: `/hazards/${slug}/`,
    excerpt: `of ${slug}`,
    meta: { kind, title: slug },
    sub_results: [],
  });
  const hits = merge("0x2B8", matchNames("0x2B8", index), [
    { fragment: fragment("reference", "page"), score: 1 },
    { fragment: fragment("tls", "hazard"), score: 0.6 },
  ]);
  expect(hits.map((hit) => [hit.slug, hit.excerpt])).toEqual([
    ["tls", "of tls"],
    ["reference", "of reference"],
  ]);
});
