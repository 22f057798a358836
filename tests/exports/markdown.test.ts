import { expect, test } from "vitest";
import { blocks, fence, list, table } from "../../src/site/markdown/text.ts";

test("a bar or a line break in a cell does not make another cell or row", () => {
  expect(table(["a", "b"], [["1 | 2", "x\ny"]])).toBe(
    "| a | b |\n| --- | --- |\n| 1 \\| 2 | x y |",
  );
});

test("code with backticks gets a longer fence", () => {
  expect(fence("```\nx\n```\n", "md")).toBe("````md\n```\nx\n```\n````");
});

test("empty blocks leave no gap, and a list keeps long items together", () => {
  expect(blocks("a", undefined, " ", list(["b\nc"]))).toBe("a\n\n- b\n  c");
});
