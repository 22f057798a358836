import fc from "fast-check";
import { expect, test } from "vitest";
import { symbolNames } from "../../src/site/search/mangled.ts";
import { termsOf } from "../../src/site/search/words.ts";

test.each([
  [
    "_ZN4core3fmt5Write9write_fmt17h0123456789abcdefE",
    ["core", "fmt", "Write", "write_fmt"],
  ],
  [
    "__ZN4pool12parallel_runEmRKNSt3__18functionIFvmEEE",
    ["pool", "parallel_run", "__1", "function"],
  ],
  ["_RNvNtCs4fqI2P2rA04_4core3fmt5write", ["core", "fmt", "write"]],
  ["_Z7computei", ["compute"]],
  ["__thread_bss", []],
  ["_ZN99shortE", []],
  ["RNG32", []],
])("the names in %s", (symbol, names) => {
  expect(symbolNames(symbol)).toEqual(names);
});

test("a mangled symbol is searched for by its names", () => {
  expect(termsOf("crash in _ZN4core3fmt5print17h0123456789abcdefE")).toEqual([
    "crash",
    "in",
    "core",
    "fmt",
    "print",
  ]);
});

test("any text ends", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^_?(Z|R)[NKvCs_0-9a-z]{0,200}$/), (text) => {
      expect(symbolNames(text).join("").length).toBeLessThanOrEqual(
        text.length,
      );
    }),
  );
});
