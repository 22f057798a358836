import { expect, test } from "vitest";
import { bodyLinks, bodyTags } from "../../src/catalog/body.ts";

test("components come with their literal attributes and lines", () => {
  const tags = bodyTags(
    'text\n<Matrix tool="zig" />\n\n<Section of="see"\n  title="A > B">\n',
  );
  expect(
    tags.map(({ name, attributes, line }) => [name, [...attributes], line]),
  ).toEqual([
    ["Matrix", [["tool", "zig"]], 1],
    [
      "Section",
      [
        ["of", "see"],
        ["title", "A > B"],
      ],
      3,
    ],
  ]);
});

test("code is no component and no link", () => {
  const body = [
    "```mdx",
    '<Matrix tool="zig" />',
    "[a](http://example.org)",
    "```",
    "`<Matrix />` and `[b](ftp://example.org)`",
    "<Claims />",
  ].join("\n");
  expect(bodyTags(body).map((tag) => [tag.name, tag.line])).toEqual([
    ["Claims", 5],
  ]);
  expect(bodyLinks(body)).toEqual([]);
});

test("links are found in Markdown, HTML and angle brackets", () => {
  const body =
    '[a](https://example.org/1 "t")\n<a href="/hazards/">b</a>\n<https://example.org/2>';
  expect(bodyLinks(body).map((link) => [link.target, link.line])).toEqual([
    ["https://example.org/1", 0],
    ["/hazards/", 1],
    ["https://example.org/2", 2],
  ]);
});
