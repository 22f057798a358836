import { expect, test } from "vitest";
import type { LogCase } from "../../src/site/log/log.ts";
import { logParts } from "../../src/site/log/parts.ts";
import { result } from "../verify/build.ts";

/** A case of `count` cells that print `characters` each. */
function logCase(id: string, count: number, characters = 10): LogCase {
  const cells = Array.from({ length: count }, (_, index) => ({
    cell: result({ case: id, stdout: "x".repeat(characters) }),
    name: `${id} n=${index}`,
    anchor: `${id},n=${index}`,
    under: `n ${index}`,
  }));
  return { id, anchor: `case:${id}`, role: "control", title: id, cells };
}

/** For each part, its cases with how many cells each. */
function counts(parts: readonly (readonly LogCase[])[]) {
  return parts.map((part) => part.map(({ id, cells }) => [id, cells.length]));
}

test("a log that fits one page is one part", () => {
  expect(counts(logParts([logCase("a", 100), logCase("b", 150)]))).toEqual([
    [
      ["a", 100],
      ["b", 150],
    ],
  ]);
});

test("a case goes on in the next part where it does not fit, and no cell is lost or moved", () => {
  const cases = [logCase("a", 200), logCase("b", 301), logCase("c", 1)];
  const parts = logParts(cases);
  expect(counts(parts)).toEqual([
    [
      ["a", 200],
      ["b", 50],
    ],
    [["b", 250]],
    [
      ["b", 1],
      ["c", 1],
    ],
  ]);
  const names = (all: readonly LogCase[]) =>
    all.flatMap(({ cells }) => cells.map(({ name }) => name));
  expect(names(parts.flat())).toEqual(names(cases));
});

test("cells that print much make a part short; one that prints more than a page has a page of its own", () => {
  expect(counts(logParts([logCase("a", 5, 90_000)]))).toEqual([
    [["a", 2]],
    [["a", 2]],
    [["a", 1]],
  ]);
  expect(counts(logParts([logCase("a", 2, 900_000)]))).toEqual([
    [["a", 1]],
    [["a", 1]],
  ]);
});
