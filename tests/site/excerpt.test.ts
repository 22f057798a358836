import { expect, test } from "vitest";
import {
  blockEnd,
  excerptOf,
  oneBlock,
  separateBlocks,
} from "../../src/site/search/excerpt.ts";
import type { SearchPage } from "../../src/site/search/page.ts";

const page: SearchPage = {
  url: "/hazards/tls/",
  slug: "tls",
  kind: "hazard",
  title: "A thread_local faults",
  summary: "An aligned store raises a general protection fault & ends it.",
  names: ["0x2B8", "EXC_BAD_ACCESS (code=EXC_I386_GPFLT), exit 139, <at> it"],
  tools: ["zig"],
  values: {},
};

test("the message that has the words is shown whole, with the words marked, as text", () => {
  expect(excerptOf(page, ["exc_i386_gpflt"])).toBe(
    "EXC_BAD_ACCESS <mark>(code=EXC_I386_GPFLT),</mark> exit 139, &lt;at&gt; it",
  );
});

test("a page that has the words only as a name shows its summary", () => {
  expect(excerptOf(page, ["0x2b8"])).toBe(
    "An aligned store raises a general protection fault &amp; ends it.",
  );
});

test("an excerpt of the full text is one block, the one with the match", () => {
  expect(
    oneBlock(`end of a row ${blockEnd} the <mark>lock</mark> ${blockEnd} next`),
  ).toBe("the <mark>lock</mark>");
  expect(oneBlock("no block, no match")).toBe("no block, no match");
});

test("the index reads a mark after each block, and the text as it was", () => {
  const html = "<ul><li>one</li><li>two</li></ul><p>three <b>b</b></p>";
  const read = separateBlocks(html);
  expect(read.split(blockEnd)).toHaveLength(4);
  expect(read.replaceAll(` ${blockEnd} `, "")).toBe(html);
});
