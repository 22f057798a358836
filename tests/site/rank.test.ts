import { expect, test } from "vitest";
import type { Document } from "../../src/site/search/documents.ts";
import { searchData } from "../../src/site/search/engine.ts";
import { find } from "../../src/site/search/index.ts";
import type { SearchPage } from "../../src/site/search/page.ts";
import { loadRank } from "../../src/site/search/rank.ts";

function page(slug: string, more: Partial<SearchPage>): Document {
  return {
    page: {
      url: `/hazards/${slug}/`,
      slug,
      kind: "hazard",
      title: slug,
      summary: "",
      names: [],
      tools: ["zig"],
      values: {},
      ...more,
    },
    signs: [],
  };
}

const documents = [
  page("tls", {
    seen: "EXC_BAD_ACCESS (code=EXC_I386_GPFLT), exit 139",
    names: ["MB0001", "EXC_I386_GPFLT", "thread local misaligned", "movaps"],
    values: { platform: ["x86_64-macos"] },
  }),
  page("gpflt", {
    kind: "symptom",
    tools: [],
    names: [
      "EXC_I386_GPFLT",
      "misaligned stack",
      "exit 139",
      "movaps",
      "movapd",
    ],
    values: { platform: ["x86_64-macos"] },
  }),
  page("threads", {
    names: ["wasi-threads", "memory access out of bounds", "page_allocator"],
  }),
  page("wait", {
    kind: "symptom",
    tools: [],
    names: ["Atomics.wait cannot be called in this context", "main thread"],
  }),
];
// As the browser gets it.
const rank = loadRank(structuredClone(searchData(documents)));
const slugs = (query: string) => {
  const { fits, pages } = rank(query);
  return fits ? pages.map(({ page }) => page.slug) : [];
};

test.each([
  ["EXC_I386_GPFLT", "tls"],
  ["exc_i386_gpflt", "tls"],
  ["i386", "tls"],
  ["MB0001", "tls"],
  ["atomic.wait on a browser's main thread hangs my game", "wait"],
  ["Uncaught Error: memory access out of bounds in my app (v3.1)", "threads"],
  ["zig: wasi threads do not start", "threads"],
])("%s finds %s first", (query, first) => {
  expect(slugs(query)[0]).toBe(first);
});

test("an identifier that one hazard alone shows leads to it before the symptom", () => {
  expect(slugs("EXC_I386_GPFLT")).toEqual(["tls", "gpflt"]);
});

test("a typing error is mended where no page has the word, and a word not yet finished completed", () => {
  expect(slugs("movapss").sort()).toEqual(slugs("movaps").sort());
  expect(slugs("Atomi")).toEqual(["wait"]);
});

test("where a longer query names no tool, the symptom that tells causes apart comes before the hazard", () => {
  expect(slugs("crash at movaps in my renderer")[0]).toBe("gpflt");
  expect(slugs("crash at movaps in my zig renderer")[0]).toBe("tls");
});

test.each([
  "qwzxvk",
  "undefined reference to vtable",
  "Failed to start the build: out of disk space",
  "the page does not load when called in this version",
])("nothing fits %s", (query) => {
  expect(slugs(query)).toEqual([]);
});

test("a page about x86-64 does not answer for another processor", () => {
  expect(slugs("misaligned stack on x86")).toContain("gpflt");
  expect(slugs("misaligned stack on armv7")).toEqual([]);
});

const fragment = (url: string) => ({
  url,
  excerpt: "of it",
  content: "strange words of it, MB0001",
  meta: { kind: "page", title: url },
  sub_results: [{ title: "Part", url: `${url}#part`, excerpt: "of a part" }],
});

test("pages whose text has every word come after those whose names fit, and stand where no name fits", async () => {
  const text = (query: string) =>
    Promise.resolve(query === "strange words" ? [fragment("/about/")] : []);
  expect(
    await find("strange words", rank("strange words"), text, 8),
  ).toMatchObject([{ slug: "about", kind: "page" }]);
  expect(
    await find("more strange words", rank("more strange words"), text, 8),
  ).toEqual([]);
});

test("a page that both indexes have is there once, with its passages", async () => {
  const text = () =>
    Promise.resolve([fragment("/about/"), fragment("/hazards/tls/")]);
  const hits = await find("MB0001", rank("MB0001"), text, 8);
  expect(hits.map((hit) => [hit.slug, hit.passages.length])).toEqual([
    ["tls", 1],
    ["about", 1],
  ]);
});
