import fc from "fast-check";
import { expect, test } from "vitest";
import { didYouMean, distance, nearest } from "../../src/catalog/nearest.ts";

test("a letter added, lost, changed or swapped is one edit", () => {
  expect(distance("verify", "veriffy")).toBe(1);
  expect(distance("verify", "verfy")).toBe(1);
  expect(distance("verify", "vorify")).toBe(1);
  expect(distance("verify", "verfiy")).toBe(1);
  expect(distance("", "pad")).toBe(3);
});

test("distance is symmetric, nought for equals alone, and at most the longer length", () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(distance(a, b)).toBe(distance(b, a));
      expect(distance(a, b) === 0).toBe(a === b);
      expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});

test("nearest names come first, far ones not at all", () => {
  const names = ["verify", "list", "plan", "merge"];
  expect(nearest("verifi", names)).toEqual(["verify"]);
  expect(nearest("bananas", names)).toEqual([]);
  expect(nearest("tls", ["zig-macho-tls-misalignment", "rustc-oz"])).toEqual([
    "zig-macho-tls-misalignment",
  ]);
});

test("the question lists at most three names", () => {
  expect(didYouMean("case", ["cast", "cash", "cage", "care"])).toBe(
    ' Did you mean "cage", "care" or "cash"?',
  );
  expect(didYouMean("case", [])).toBe("");
});
