import { expect, test } from "vitest";
import { replaceTags } from "../../src/catalog/body.ts";

test("components become text; code, prose and attributes stay as they were written", () => {
  const body = [
    '<Section of="see" title="A fault at `movaps`">',
    "Say `<Claims />` as code; a < b and c > d.",
    "```html",
    "<Claims />",
    "```",
    '<Snippet file="x.c"',
    '  region="y" />',
    "</Section>",
  ].join("\n");
  const text = replaceTags(
    body,
    ({ name, attributes }) => `[${[name, ...attributes.values()].join(" ")}]`,
  );
  expect(text.split("\n")).toEqual([
    "[Section see A fault at `movaps`]",
    "Say `<Claims />` as code; a < b and c > d.",
    "```html",
    "<Claims />",
    "```",
    "[Snippet x.c y]",
    "",
  ]);
});
