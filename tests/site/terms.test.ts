import fc from "fast-check";
import { expect, test } from "vitest";
import { maxTerms, parts, terms } from "../../src/site/search/terms.ts";

test("a pasted lldb line is split as the index splits its words", () => {
  expect(
    terms("* thread #1, stop reason = EXC_BAD_ACCESS (code=EXC_I386_GPFLT)"),
  ).toEqual([
    "thread",
    "stop",
    "reason",
    "EXC_BAD_ACCESS",
    "code=EXC_I386_GPFLT",
  ]);
});

test("C++, options and versions keep their signs", () => {
  expect(terms("zig c++ -fuse-ld=lld 0.15.2, C++")).toEqual([
    "zig",
    "c++",
    "fuse-ld=lld",
    "0.15.2",
  ]);
});

test("one-letter words are dropped, because the index completes them to anything", () => {
  expect(terms("z 1 # - = .")).toEqual([]);
});

test("a long paste keeps its identifiers and drops its plain words", () => {
  const prose = Array.from({ length: 200 }, (_, n) =>
    "word".padEnd(5 + n, "s"),
  );
  const found = terms(`${prose.join(" ")} EXC_I386_GPFLT 0x2B8`);
  expect(found.slice(0, 2)).toEqual(["EXC_I386_GPFLT", "0x2B8"]);
  expect(found.length).toBeLessThanOrEqual(maxTerms);
});

test("a term with = has parts that may stand alone", () => {
  expect(parts("code=EXC_I386_GPFLT")).toEqual(["code", "EXC_I386_GPFLT"]);
  expect(parts("x=1")).toEqual([]);
});

test("any text gives few, distinct, longer words", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => {
      const found = terms(text);
      expect(found.length).toBeLessThanOrEqual(maxTerms);
      expect(found.every((term) => term.length > 1)).toBe(true);
      expect(new Set(found.map((term) => term.toLowerCase())).size).toBe(
        found.length,
      );
    }),
  );
});
