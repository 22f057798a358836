import { expect, test } from "vitest";
import {
  applyFilters,
  choices,
  readFilters,
  unfiltered,
  writeFilters,
} from "../../src/site/search/filter.ts";
import type { Facet, Filters } from "../../src/site/search/filter.ts";
import type { Hit, Values } from "../../src/site/search/hit.ts";

function hit(slug: string, kind: string, values: Values, parts = 0): Hit {
  const passages = Array.from({ length: parts }, (_, index) => ({
    title: `Part ${index}`,
    url: `/${slug}/#part-${index}`,
    excerpt: "",
  }));
  const url = `/${slug}/`;
  return { slug, kind, title: slug, url, excerpt: "", passages, values };
}

const hits = [
  hit(
    "tls",
    "hazard",
    {
      toolchain: ["Zig", "LLD"],
      platform: ["macos"],
      language: ["C", "C++"],
      status: ["open"],
    },
    2,
  ),
  hit("gpflt", "symptom", {
    toolchain: ["Zig", "LLD"],
    platform: ["macos"],
    language: ["C++"],
  }),
  hit("liftoff", "hazard", {
    toolchain: ["V8"],
    platform: ["wasm32"],
    language: ["C"],
    status: ["fixed"],
  }),
  hit("about", "page", {}),
];

const filters = (...pairs: [Facet, string][]): Filters => new Map(pairs);
const slugs = (wanted: Filters) =>
  applyFilters(hits, wanted).map(({ slug }) => slug);
const offered = (wanted: Filters, among: readonly Hit[] = hits) =>
  Object.fromEntries(
    choices(among, wanted).map(({ facet, values }) => [facet, values]),
  );

test("no filter leaves the hits and their order as they were", () => {
  expect(applyFilters(hits, unfiltered)).toEqual(hits);
});

test("keeps what has every value asked for, in its order", () => {
  expect(slugs(filters(["toolchain", "Zig"]))).toEqual(["tls", "gpflt"]);
  expect(slugs(filters(["language", "C"]))).toEqual(["tls", "liftoff"]);
  expect(slugs(filters(["language", "C++"], ["kind", "hazard"]))).toEqual([
    "tls",
  ]);
  expect(slugs(filters(["toolchain", "Zig"], ["status", "fixed"]))).toEqual([]);
});

test("a value is compared whole: C is not C++", () => {
  expect(slugs(filters(["language", "C++"]))).toEqual(["tls", "gpflt"]);
  expect(slugs(filters(["toolchain", "Zi"]))).toEqual([]);
});

test("sections are the passages of the pages that pass, each with its page", () => {
  const found = applyFilters(hits, filters(["kind", "section"]));
  expect(found.map(({ slug, url, page }) => [slug, url, page])).toEqual([
    ["tls#part-0", "/tls/#part-0", "tls"],
    ["tls#part-1", "/tls/#part-1", "tls"],
  ]);
});

test("offers the values that occur, sorted", () => {
  expect(offered(unfiltered)).toEqual({
    kind: ["hazard", "page", "section", "symptom"],
    toolchain: ["LLD", "V8", "Zig"],
    platform: ["macos", "wasm32"],
    language: ["C", "C++"],
    status: ["fixed", "open"],
  });
  expect(offered(unfiltered, [])).toEqual({});
});

test("offers nothing that would not tell the hits apart", () => {
  const [, , liftoff, about] = hits;
  if (liftoff === undefined || about === undefined) throw new Error("no hit");
  expect(offered(unfiltered, [liftoff])).toEqual({});
  expect(offered(unfiltered, [liftoff, about])).toHaveProperty("status", [
    "fixed",
  ]);
});

test("every offered value leaves something, beside the other filters", () => {
  const wanted = filters(["toolchain", "V8"]);
  expect(offered(wanted)).toEqual({ toolchain: ["LLD", "V8", "Zig"] });
  for (const { facet, values } of choices(hits, wanted))
    for (const value of values)
      expect(
        applyFilters(hits, new Map([...wanted, [facet, value]])),
      ).not.toEqual([]);
});

test("what is chosen stays on offer, so that it can be seen and undone", () => {
  const wanted = filters(["toolchain", "GCC"]);
  expect(slugs(wanted)).toEqual([]);
  expect(offered(wanted)).toEqual({ toolchain: ["GCC", "LLD", "V8", "Zig"] });
});

test("the address keeps the filters beside the query, and loses those taken away", () => {
  const params = new URLSearchParams("q=a+b&status=open&else=1");
  const wanted = filters(["kind", "hazard"], ["language", "C++"]);
  writeFilters(params, wanted);
  expect(params.toString()).toBe("q=a+b&else=1&kind=hazard&language=C%2B%2B");
  expect(readFilters(new URLSearchParams(params.toString()))).toEqual(wanted);
  writeFilters(params, unfiltered);
  expect(params.toString()).toBe("q=a+b&else=1");
  expect(readFilters(new URLSearchParams("q=x&kind=&other=1"))).toEqual(
    unfiltered,
  );
});
