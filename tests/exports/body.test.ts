import { expect, test } from "vitest";
import { renderTags } from "../../src/catalog/read/body.ts";

test("components become text, comments go; code, prose and attributes stay as they were written", async () => {
  const body = [
    '<Section of="see" title="A fault at `movaps`">',
    "",
    "Say `<Claims />` as code; a < b, c > d and 😀 <Cells case={'é'} />, then on.",
    "",
    "{/* <Claims /> */}",
    "",
    "```html",
    "<Claims />",
    "```",
    "",
    '<Snippet file="x.c"',
    '  region="y" />',
    "",
    '| <Given because="c">1 of **2**</Given> |',
    "| - |",
    "",
    "</Section>",
    "",
    "After.",
  ].join("\n");
  const text = await renderTags(
    body,
    ({ name, attributes }) => `[${[name, ...attributes.values()].join(" ")}]`,
  );
  expect(text.split("\n")).toEqual([
    "[Section see A fault at `movaps`]",
    "",
    "Say `<Claims />` as code; a < b, c > d and 😀 [Cells é], then on.",
    "",
    "",
    "",
    "```html",
    "<Claims />",
    "```",
    "",
    "[Snippet x.c y]",
    "",
    "| [Given c]1 of **2** |",
    "| - |",
    "",
    "",
    "",
    "After.",
  ]);
});
