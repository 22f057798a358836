import fc from "fast-check";
import { expect, test } from "vitest";
import { telling } from "../../src/site/search/telling.ts";
import { termsOf, words } from "../../src/site/search/words.ts";

const first = (text: string) => words(text).map(({ term }) => term);

test.each([
  ["code=EXC_I386_GPFLT", ["exc_i386_gpflt", "i386", "gpflt"]],
  ["WasmAllocator.zig:14:9", ["wasmallocator", "allocator", "zig"]],
  ["status=11/SEGV", ["segfault"]],
  ["-Copt-level=z", ["copt_level"]],
])("%s can be found by its parts", (name, parts) => {
  expect(termsOf(name)).toEqual(expect.arrayContaining(parts));
});

test.each([
  ["memory.grow", "memory_grow"],
  ["Atomics.wait()", "atomic.wait"],
  ["__tlv_bootstrap", "_tlv_bootstrap"],
  ["-fno-lld", "fno_lld"],
  ["0x2B8:", "0x2b8"],
  ["std::thread::join", "std.Thread.join"],
  ["segmentation fault", "SIGSEGV"],
  ["exited with code 139", "segfaults"],
  ["General Protection Exception", "#GP"],
  ["un-aligned", "misalignment"],
  ["thread_local", "thread-locals"],
  ["deadlocked", "never returns"],
  ["crashes", "crashing"],
  ["Mac OS X", "macOS"],
  ["multi-threaded", "multithreading"],
])("%s and %s are one thing", (one, other) => {
  expect(first(one)).toEqual(first(other));
});

test("what only looks alike stays apart", () => {
  expect(first("zigbee")).not.toEqual(first("zig"));
  expect(first("wasm32-wasi")).not.toEqual(first("wasm32"));
  expect(first("detached")).not.toEqual(first("attached"));
});

test("C++, options and versions keep their signs", () => {
  expect(first("zig c++ -O2 0.15.2 C++")).toEqual([
    "zig",
    "c++",
    "o2",
    "0_15_2",
    "c++",
  ]);
});

test("what says nothing is no word", () => {
  expect(first("z 1 # - = . 🦎 错误 42")).toEqual([]);
});

test("an identifier says most, a word of the field less, and one of every bug next to nothing", () => {
  const [identifier = "", field = "", common = ""] = first(
    "EXC_I386_GPFLT linker crashes",
  );
  expect(telling(identifier)).toBe(1);
  expect(telling(field)).toBeLessThan(1);
  expect(telling(common)).toBeLessThan(telling(field));
});

test("any text gives terms of two letters or more, in lower case", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const terms = termsOf(text);
      expect(terms.filter((term) => term.length < 2)).toEqual([]);
      expect(terms.join(" ")).toBe(terms.join(" ").toLowerCase());
    }),
  );
});
