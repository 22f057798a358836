import { expect, test } from "vitest";
import { readBody, omitted, type Body } from "../../src/catalog/read/body.ts";

function read(text: string): Body {
  const result = readBody(text);
  if (!result.ok) throw new Error(result.problem);
  return result.body;
}

function tagsOf(text: string) {
  return read(text).tags.map(({ name, attributes, line }) => [
    name,
    [...attributes],
    line,
  ]);
}

test("components come with their literal attributes and lines", () => {
  expect(
    tagsOf(
      'text\n\n<Matrix tool="zig" />\n\n<Section of="see"\n  title="A > B">\n\nWords <Cells case="a" />, and more.\n\n</Section>',
    ),
  ).toEqual([
    ["Matrix", [["tool", "zig"]], 2],
    [
      "Section",
      [
        ["of", "see"],
        ["title", "A > B"],
      ],
      4,
    ],
    ["Cells", [["case", "a"]], 7],
  ]);
});

test("a literal in braces is read; a value that is computed is named", () => {
  expect(tagsOf("<Snippet file={\"a.c\"} region={'b'} />")).toEqual([
    [
      "Snippet",
      [
        ["file", "a.c"],
        ["region", "b"],
      ],
      0,
    ],
  ]);
  const [tag] = read("<Snippet file={a + 1} region={`${b}`} {...rest} />").tags;
  expect(tag?.computed).toEqual(["file", "region", "{...rest}"]);
  expect([...(tag?.attributes ?? [])]).toEqual([]);
});

test("what is commented out is neither a component nor a link nor JavaScript", () => {
  const body = read(
    'One.\n\n{/* <Snippet file="a.c" /> [a](http://example.org) */}\n\nTwo {/* <Claims /> */}.',
  );
  expect(body.tags).toEqual([]);
  expect(body.links).toEqual([]);
  expect(body.code).toEqual([]);
});

test("JavaScript is found by its line", () => {
  expect(
    read("import a from 'b'\n\nTwo is {1 + 1}.\n\n{a}\n\n`{code}`").code,
  ).toEqual([0, 2, 4]);
});

test("code is no component and no link", () => {
  const body = read(
    [
      "```mdx",
      '<Matrix tool="zig" />',
      "[a](http://example.org)",
      "```",
      "",
      "`<Matrix />` and `[b](ftp://example.org)`",
      "",
      "<Claims />",
    ].join("\n"),
  );
  expect(body.tags.map((tag) => [tag.name, tag.line])).toEqual([["Claims", 7]]);
  expect(body.links).toEqual([]);
});

test("links of every form are found: inline, by reference, bare, as HTML, and in tables", () => {
  const { links } = read(
    [
      '[a](https://example.org/1 "t") ![i](https://example.org/2)',
      '<a href="/hazards/">b</a>',
      "[c][ref] and http://example.org/3 and www.example.org",
      "",
      "| a |",
      "| - |",
      "| [d](/d/) |",
      "",
      "[ref]: ftp://example.org/4",
    ].join("\n"),
  );
  expect(links.map(({ target, line }) => [target, line])).toEqual([
    ["https://example.org/1", 0],
    ["https://example.org/2", 0],
    ["/hazards/", 1],
    ["http://example.org/3", 2],
    ["http://www.example.org", 2],
    ["/d/", 6],
    ["ftp://example.org/4", 8],
  ]);
});

test("prose is what a reader reads, without code, links and what <Given> holds", () => {
  const { prose } = read(
    '## Of **12**\n\nIn `code` and [a link](/a/), *4 of 5* ran; <Given because="b">one of two</Given>.\n\n| 1 of 2 |\n| - |',
  );
  expect(prose).toEqual([
    { text: "Of 12", line: 0 },
    {
      text: `In ${omitted} and ${omitted}, 4 of 5 ran; ${omitted}.`,
      line: 2,
    },
    { text: "1 of 2", line: 4 },
  ]);
});

test("a body that is no MDX is refused with its line", () => {
  expect(readBody("fine\n\n<Section>\n\nfoo")).toMatchObject({
    ok: false,
    line: 2,
    problem: "Expected a closing tag for `<Section>` (3:1)",
  });
  expect(readBody("a\n\n<!-- b -->")).toMatchObject({ ok: false, line: 2 });
});
