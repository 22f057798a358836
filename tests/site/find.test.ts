import { expect, test } from "vitest";
import { find } from "../../src/site/search/find.ts";
import type { Lookup } from "../../src/site/search/find.ts";

/** An index in which every word of the query must be on the page, as Pagefind has it. */
function index(pages: Record<string, string>): Lookup & { asked: string[] } {
  const asked: string[] = [];
  const lookup = (query: string) => {
    asked.push(query);
    const words = query.toLowerCase().split(" ");
    return Promise.resolve(
      Object.entries(pages)
        .filter(([, text]) => {
          const has = text.toLowerCase().split(" ");
          return words.every((word) => has.includes(word));
        })
        .map(([id]) => ({ id, score: 1 })),
    );
  };
  return Object.assign(lookup, { asked });
}

test("all words together decide, where a page has them all", async () => {
  const lookup = index({
    tls: "thread local misaligned",
    other: "thread pool",
  });
  const found = await find("thread local", lookup);
  expect(found).toEqual({
    strict: true,
    results: [{ id: "tls", votes: 1, query: "thread local" }],
  });
  expect(lookup.asked).toEqual(["thread local"]);
});

test("where no page has them all, each word votes and the page with most wins", async () => {
  const lookup = index({
    tls: "sigsegv exit 139 zig",
    wasm: "zig exit",
    other: "nothing",
  });
  const found = await find("SIGSEGV exit 139 zig macos", lookup);
  expect(found.strict).toBe(false);
  expect(found.results.map((one) => one.id)).toEqual(["tls", "wasm"]);
});

test("an identifier outvotes several plain words", async () => {
  const lookup = index({ right: "exc_i386_gpflt", wrong: "the stop of an" });
  const found = await find("the stop of EXC_I386_GPFLT", lookup);
  expect(found.results[0]).toMatchObject({
    id: "right",
    query: "EXC_I386_GPFLT",
  });
});

test("a word that is on every page counts less than one that is on a single page", async () => {
  const lookup = index({ a: "linker", b: "linker", c: "linker", d: "movaps" });
  const found = await find("linker movaps", lookup);
  expect(found.results[0]?.id).toBe("d");
});

test("the parts of key=value are tried alone", async () => {
  const lookup = index({ right: "exc_i386_gpflt" });
  const found = await find("code=EXC_I386_GPFLT", lookup);
  expect(found.results.map((one) => one.id)).toEqual(["right"]);
});

test("nothing to search for asks nothing", async () => {
  const lookup = index({ a: "a" });
  expect(await find(" # ", lookup)).toEqual({ strict: true, results: [] });
  expect(lookup.asked).toEqual([]);
});
