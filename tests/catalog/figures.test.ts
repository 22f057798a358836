import { expect, test } from "vitest";
import { readBody } from "../../src/catalog/read/body.ts";
import { fillFigures } from "../../src/catalog/figures/fields.ts";
import { figureOf, type Measured } from "../../src/catalog/figures/figure.ts";
import {
  verdict,
  type CellResult,
  type Fact,
  type Outcome,
} from "../../src/catalog/schema/index.ts";

function cell(
  id: string,
  zig: string,
  outcome: Outcome,
  more: { params?: Record<string, string>; n?: Fact; ms?: number } = {},
): Partial<CellResult> {
  return {
    repro: "racy",
    case: id,
    role: "hazard",
    tools: { zig },
    params: more.params ?? {},
    outcome,
    expected: "hazard",
    ok: outcome === "hazard",
    ms: more.ms ?? 100,
    detail: "",
    exit: { build: 0, run: 1 },
    stdout: `swept 8 layouts\nlost ${JSON.stringify(more.n ?? 0)} of 500000\n`,
    facts: more.n === undefined ? {} : { lost: more.n, sizes: [24, 4096] },
    measuredAt: "2026-11-21T03:00:00Z",
  };
}

const measured: Measured = {
  repros: new Map(),
  verdicts: new Map([
    [
      "racy",
      {
        data: verdict.parse({
          schemaVersion: 1,
          repro: "racy",
          recordedAt: "2026-11-21T03:00:00Z",
          sources: "0".repeat(64),
          sandbox: "bwrap",
          machine: { cpu: "a", kernel: "b", os: "c" },
          toolchains: [],
          cells: [
            cell("lock", "0.9.0", "hazard", { n: 12345, ms: 90 }),
            cell("lock", "0.13.0", "hazard", { n: 7, ms: 1250 }),
            cell("lock", "0.14.0", "clean", { n: 0 }),
            cell("lock", "0.15.1", "unavailable"),
            cell("vary", "0.14.0", "clean", { params: { LEVEL: "z" } }),
            cell("vary", "0.14.0", "blocked", { params: { LEVEL: "s" } }),
            cell("vary", "0.13.0", "hazard", { params: { LEVEL: "s" } }),
            cell("vary", "0.12.1", "clean", { params: { LEVEL: "s" } }),
            cell("vary", "0.9.0", "hazard", { params: { LEVEL: "s" } }),
          ],
        }),
      },
    ],
  ]),
};

function show(mdx: string, own: string | undefined = "racy"): string {
  const read = readBody(mdx);
  const [tag] = read.ok ? read.body.tags : [];
  if (tag === undefined) throw new Error(`no component in ${mdx}`);
  const figure = figureOf(tag, measured, own);
  return figure.ok ? figure.text : `${figure.found}; ${figure.expected}`;
}

test("cells are counted by outcome; those that could not run do not count", () => {
  expect(show('<Cells case="lock" outcome="hazard" />')).toBe("2 of 3");
  expect(show('<Cells case="lock" outcome="hazard" show="count" />')).toBe("2");
  expect(show('<Cells case="lock" outcome="clean" show="total" />')).toBe("3");
  expect(show('<Cells case="vary" outcome="hazard,blocked" />')).toBe("3 of 5");
  expect(
    show(
      '<Cells case="vary" outcome="clean" tools="zig=0.14.0,zig=0.12.1" params="LEVEL=z" />',
    ),
  ).toBe("1 of 1");
  expect(
    show('<Cells repro="racy" case="lock" outcome="clean" />', undefined),
  ).toBe("1 of 3");
});

test("a fact is the value that the cells agree on, or a stated summary of those they have", () => {
  expect(show('<Fact case="lock" path="sizes.1" />')).toBe("4,096");
  expect(show('<Fact case="lock" path="sizes.1" as="plain" />')).toBe("4096");
  expect(show('<Fact case="lock" path="sizes.0" as="hex" />')).toBe("0x18");
  expect(show('<Fact case="lock" path="sizes.length" />')).toBe("2");
  expect(show('<Fact case="lock" prints="swept ([0-9]+) lay" />')).toBe("8");
  expect(show('<Fact case="lock" path="lost" tools="zig=0.13.0" />')).toBe("7");
  expect(show('<Fact case="lock" path="lost" show="range" />')).toBe(
    "0 to 12,345",
  );
  expect(
    show('<Fact case="lock" path="lost" outcome="hazard" show="min" />'),
  ).toBe("7");
  expect(show('<Fact case="lock" path="lost" show="sum" />')).toBe("12,352");
  expect(show('<Fact case="lock" path="lost" />')).toBe(
    '12345 with zig=0.9.0, 7 with zig=0.13.0; one value: narrow it by tools, params or outcome, or show="range", "min", "max" or "sum"',
  );
});

test("times and versions are ranges; versions with a gap between them are a list", () => {
  expect(show('<Time case="lock" />')).toBe("90 ms to 1.3 s");
  expect(show('<Versions tool="zig" case="lock" />')).toBe("0.9.0 to 0.14.0");
  expect(show('<Versions tool="zig" case="lock" outcome="hazard" />')).toBe(
    "0.9.0 and 0.13.0",
  );
  expect(show('<Versions tool="zig" case="vary" outcome="hazard" />')).toBe(
    "0.9.0 and 0.13.0",
  );
  expect(
    show('<Versions tool="zig" case="vary" outcome="clean,hazard" />'),
  ).toBe("0.9.0 to 0.14.0");
  expect(
    show('<Versions tool="zig" case="vary" outcome="blocked" show="count" />'),
  ).toBe("1");
});

test("what a verdict does not hold is named, with what it has", () => {
  expect(show('<Cells case="luck" outcome="hazard" />')).toBe(
    'no cell of the case "luck"; a case with recorded cells: lock, vary',
  );
  expect(show('<Cells case="lock" outcome="broken" />')).toBe(
    'outcome="broken"; one of hazard, clean, blocked, error',
  );
  expect(show('<Cells case="lock" outcome="hazard" tools="zig=9" />')).toBe(
    "no cell with zig=9; a value of zig that was measured: 0.13.0, 0.14.0, 0.9.0",
  );
  expect(show('<Cells case="lock" outcome="hazard" version="9" />')).toBe(
    "it has no version; one of case, outcome, tools, params, repro, show",
  );
  expect(show('<Fact case="lock" path="gained" />')).toBe(
    'the facts of zig=0.9.0 have no number or word at "gained"; a path into the facts that it measured: lost, sizes',
  );
  expect(show('<Fact case="lock" path="constructor" />')).toContain(
    'no number or word at "constructor"',
  );
  expect(show('<Time repro="gone" case="lock" />')).toContain(
    "no content/verdicts/gone.json",
  );
});

test("front matter takes the same components; what cannot be given is said", () => {
  expect(
    fillFigures(
      {
        repro: "racy",
        deadEnds: [
          {
            why: 'In <Cells case="lock" outcome="hazard" /> runs, <Given because="a pair">one of two</Given>.',
          },
        ],
        count: 3,
        statusNote: 'Lost <Fact case="lock" path="lost" />.',
      },
      measured,
    ),
  ).toEqual({
    repro: "racy",
    deadEnds: [{ why: "In 2 of 3 runs, one of two." }],
    count: 3,
    statusNote: "Lost (not measured).",
  });
});
