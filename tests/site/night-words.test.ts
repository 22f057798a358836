import { expect, test } from "vitest";
import type { HistoryMark } from "../../src/catalog/schema/index.ts";
import { unpack } from "../../src/catalog/history/names.ts";
import { segmentsOf, slotsOf } from "../../src/catalog/history/nights.ts";
import { clipPath, piecesOf } from "../../src/site/nights/draw.ts";
import { cellWords, labelsOf, toolWords } from "../../src/site/nights/names.ts";
import { segmentWords, stripWords } from "../../src/site/nights/words.ts";

const day = (index: number): string =>
  new Date(Date.UTC(2026, 10, 21 + index)).toISOString().slice(0, 10);

/** A letter for each night, `-` for none; brackets hold the runs of one: `c[Hc]c`. */
function nights(text: string): HistoryMark[][] {
  return [...text.matchAll(/\[(\w+)\]|./g)].map(([one, several]) =>
    unpack(several ?? one).filter((mark) => mark !== "-"),
  );
}
const days = (text: string): string[] => nights(text).map((_, at) => day(at));

test.each([
  ["h", "hazard on 1 night, 2026-11-21"],
  ["hhhhhhhhhhhh", "hazard on each of 12 nights since 2026-11-21"],
  ["--hh", "hazard on each of 2 nights since 2026-11-23"],
  [
    "hhcc",
    "clean on the last 2 nights, since 2026-11-23; before that hazard on 2 nights",
  ],
  [
    "cccH",
    "hazard on the last night, 2026-11-24; before that clean on 3 nights; not as expected on 1 night",
  ],
  [
    "cc[Hc]c",
    "clean on the last night, 2026-11-24; before that clean on 2 nights, hazard and clean on 1 night; not as expected on 1 night",
  ],
  ["uuu", "could not be run on each of 3 nights"],
  [
    "cceu",
    "clean on each of 2 nights since 2026-11-21; could not be run on 2 nights; no result since 2026-11-22",
  ],
  ["c[ec]c", "clean on each of 3 nights since 2026-11-21"],
  ["---", "not run"],
])("%s in words: %s", (text, words) => {
  expect(stripWords(nights(text), days(text), false)).toBe(words);
});

test("several cells are counted where they differ", () => {
  const text = "[hhc][hhc]";
  expect(stripWords(nights(text), days(text), true)).toBe(
    "hazard 2, clean 1 on each of 2 nights since 2026-11-21",
  );
});

test("each run of days says what it is, how many nights it has, and from when to when", () => {
  const text = "hhhC[Hc]";
  expect(
    segmentsOf(nights(text)).map((one) => segmentWords(one, days(text), false)),
  ).toEqual([
    "hazard, 3 nights, 2026-11-21 to 2026-11-23",
    "clean (not as expected), 1 night, 2026-11-24",
    "hazard and clean (1 not as expected), 1 night, 2026-11-25",
  ]);
});

test("outcomes differ in shape: heights for hazard and clean, stripes for blocked, a line where nothing ran", () => {
  const slots = [{ x: 2, width: 1 }];
  const paths = (runs: HistoryMark[]) =>
    piecesOf({ from: 0, nights: 1, runs }, slots).map(
      ({ outcome, path }) => `${outcome} ${path}`,
    );
  expect(paths(["h"])).toEqual(["hazard M2 4h1v12h-1z"]);
  expect(paths(["c"])).toEqual(["clean M2 12h1v4h-1z"]);
  expect(paths(["b"])).toEqual(["blocked M2 8h1v2h-1zM2 12h1v2h-1z"]);
  expect(paths(["H", "c"])).toEqual([
    "clean M2 12h1v4h-1z",
    "hazard M2 4h1v8h-1z",
  ]);
  expect(paths(["u"])).toHaveLength(1);
  expect(paths(["e", "c"])).toEqual(paths(["c"]));
  expect(paths([])).toEqual([]);
});

test("days without a night are cut out, and nothing is where there are none", () => {
  const at = (index: number) => ({ at: `${day(index)}T03:00:00Z` });
  expect(clipPath(slotsOf([at(0), at(1), at(1), at(2)]))).toBe("");
  expect(clipPath(slotsOf([at(0), at(1), at(4)]))).toBe(
    "M0 0h2v16h-2zM4 0h1v16h-1z",
  );
});

test("cells are told apart by what differs, and by all where there is one", () => {
  const title = (tool: string): string => (tool === "zig" ? "Zig" : tool);
  const names = ["pad cc=debian zig=0.1 FLAGS=-O2 -g", "pad cc=debian zig=0.2"];
  expect(labelsOf(names, title)).toEqual(["Zig 0.1", "Zig 0.2"]);
  expect(labelsOf(names.slice(0, 1), title)).toEqual([
    "cc debian, Zig 0.1, FLAGS -O2 -g",
  ]);
  expect(cellWords("pad", title)).toBe("pad");
  expect(cellWords(names[1] ?? "", title)).toBe("pad, cc debian, Zig 0.2");
});

test("a tool is named in a few words", () => {
  expect(toolWords("ld64.lld (LLVM’s linker for Mach-O)", "19")).toBe(
    "ld64.lld 19",
  );
  expect(toolWords("the distribution’s C compiler", "debian")).toBe(
    "the distribution’s C compiler",
  );
  expect(toolWords("Chromium", "debian")).toBe("Chromium debian");
});
