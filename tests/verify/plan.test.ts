import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellKey, nameOf } from "../../src/catalog/cells/cell.ts";
import {
  plan,
  PlanError,
  type Selection,
} from "../../src/catalog/cells/plan.ts";
import { byCost, shards } from "../../src/verify/plan/shard.ts";
import { manyCells, repro } from "./build.ts";

const everything: Selection = { matrix: true, cases: [], tools: {} };
const tools = {
  zig: { versions: ["0.14.1", "0.15.2", "0.16.0"], pinned: ["0.16.0"] },
  lld: { versions: ["13", "14"], pinned: ["14"] },
};
const base = { role: "control", title: "It runs." };
const example = repro({
  tools,
  cases: [
    {
      ...base,
      id: "grid",
      tools: { zig: "all", lld: ["13", "14"] },
      vary: { OPT: ["0", "z"] },
      expect: {
        outcome: "clean",
        except: [
          { tools: { lld: ["13"] }, outcome: "hazard", reason: "Old." },
          { params: { OPT: ["z"] }, outcome: "clean", reason: "Same." },
        ],
      },
    },
    {
      ...base,
      id: "old",
      tools: { zig: ["0.14.1", "0.15.2"] },
      expect: { outcome: "clean", stdout: false },
    },
  ],
});

const keys = (selection?: Selection): string[] =>
  plan([example], selection).map((cell) => cellKey(nameOf(cell)));

describe("a plan", () => {
  it("is the product of versions and parameters over the whole matrix", () => {
    expect(keys(everything)).toHaveLength(3 * 2 * 2 + 2);
    expect(keys(everything)[0]).toBe("example/grid lld=13 zig=0.14.1 OPT=0");
  });

  it("has the pinned versions by default, and all of a case that has none of them", () => {
    expect(keys()).toEqual([
      "example/grid lld=14 zig=0.16.0 OPT=0",
      "example/grid lld=14 zig=0.16.0 OPT=z",
      "example/old zig=0.14.1",
      "example/old zig=0.15.2",
    ]);
  });

  it("has versions of a tool that pins none in the matrix alone", () => {
    const matrixOnly = repro({
      tools: { ...tools, lld: { versions: ["13", "14"], pinned: [] } },
      cases: [
        { ...base, id: "zig", tools: { zig: "all" } },
        { ...base, id: "both", tools: { zig: "all", lld: "all" } },
      ].map((one) => ({ ...one, expect: { outcome: "clean" } })),
    });
    expect(plan([matrixOnly]).map((cell) => cellKey(nameOf(cell)))).toEqual([
      "example/zig zig=0.16.0",
    ]);
    expect(plan([matrixOnly], everything)).toHaveLength(3 + 3 * 2);
  });

  it("takes of a variable the pinned values by default, and every value in the matrix", () => {
    const grid = repro({
      tools,
      cases: [
        {
          ...base,
          id: "grid",
          tools: { zig: "pinned" },
          vary: { LEVEL: ["0", "s", "z"], UNITS: ["1", "16"] },
          pinned: { LEVEL: ["z"] },
          expect: { outcome: "clean" },
        },
        {
          ...base,
          id: "old",
          tools: { lld: ["13"] },
          expect: { outcome: "clean" },
        },
      ],
    });
    const of = (selection?: Selection) =>
      plan([grid], selection).filter(
        ({ definition }) => definition.id === "grid",
      );
    expect(of().map(({ params }) => params)).toEqual([
      { LEVEL: "z", UNITS: "1" },
      { LEVEL: "z", UNITS: "16" },
    ]);
    expect(of(everything)).toHaveLength(6);
  });

  it("takes the versions that a case pins for itself, in place of the manifest's", () => {
    const own = repro({
      tools,
      cases: [
        {
          ...base,
          id: "own",
          tools: { zig: "all" },
          pinned: { zig: ["0.14.1"] },
          expect: { outcome: "clean" },
        },
        {
          ...base,
          id: "old",
          tools: { lld: ["13"] },
          expect: { outcome: "clean" },
        },
      ],
    });
    const of = (selection?: Selection) =>
      plan([own], selection).filter(
        ({ definition }) => definition.id === "own",
      );
    expect(of().map((cell) => cell.tools)).toEqual([{ zig: "0.14.1" }]);
    expect(of(everything)).toHaveLength(3);
  });

  it("chooses tools out of the whole matrix, and cases by name", () => {
    const zig = { matrix: false, cases: ["old"], tools: { zig: ["0.14.1"] } };
    expect(keys(zig)).toEqual(["example/old zig=0.14.1"]);
    const both = {
      matrix: false,
      cases: [],
      tools: { zig: ["0.14.1"], lld: ["13"] },
    };
    expect(keys(both)).toHaveLength(2);
  });

  it("expects what the first fitting exception says; another outcome has no output to compare", () => {
    const cells = plan([example], everything);
    const find = (key: string) =>
      cells.find((cell) => cellKey(nameOf(cell)) === key);
    const old = find("example/grid lld=13 zig=0.16.0 OPT=z");
    expect([old?.expected, old?.expectedFile]).toEqual(["hazard", undefined]);
    const same = find("example/grid lld=14 zig=0.16.0 OPT=z");
    expect([same?.expected, same?.expectedFile]).toEqual([
      "clean",
      "expected/grid.txt",
    ]);
    expect(find("example/old zig=0.14.1")?.expectedFile).toBeUndefined();
  });

  it.each([
    [{ tools: { gcc: "all" } }, /case grid: tools\.gcc: expected a tool that/],
    [{ tools: { zig: ["9"] } }, /version "9" is not in the manifest's tools/],
    [
      { tools: {}, pinned: { LEVEL: ["z"] } },
      /case grid: pinned\.LEVEL: expected a variable that the case's "vary"/,
    ],
    [
      { tools: { zig: ["0.16.0"] }, pinned: { zig: ["0.14.1"] } },
      /case grid: pinned\.zig: version "0\.14\.1" is not in tools\.zig of the case \(0\.16\.0\)/,
    ],
    [
      { tools: {}, vary: { LEVEL: ["0"] }, pinned: { LEVEL: ["z"] } },
      /case grid: pinned\.LEVEL: value "z" is not in vary\.LEVEL \(0\)/,
    ],
  ])("refuses %j", (change, message) => {
    const broken = repro({
      tools,
      cases: [
        { ...base, id: "grid", expect: { outcome: "clean" }, ...change },
        { ...base, id: "b", tools: {}, expect: { outcome: "clean" } },
      ],
    });
    expect(() => plan([broken])).toThrow(PlanError);
    expect(() => plan([broken])).toThrow(message);
  });
});

const costs = fc
  .array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 60 })
  .map((list) => {
    const cells = manyCells(list.length);
    const measured = new Map(
      cells.map((cell, index) => [cellKey(nameOf(cell)), list[index] ?? 1]),
    );
    return { cells, measured };
  });

describe("shards", () => {
  it("hold every cell once, whatever the costs", () => {
    fc.assert(
      fc.property(costs, fc.integer({ min: 1, max: 70 }), (given, count) => {
        const parts = shards(given.cells, count, given.measured);
        const all = parts.flatMap((part) => part.cells);
        expect(parts).toHaveLength(count);
        expect(new Set(all)).toEqual(new Set(given.cells));
        expect(all).toHaveLength(given.cells.length);
      }),
    );
  });

  it("are balanced: the longest is at most 4/3 of any lower bound plus the dearest cell's share", () => {
    fc.assert(
      fc.property(costs, fc.integer({ min: 1, max: 12 }), (given, count) => {
        const list = [...given.measured.values()].sort((a, b) => b - a);
        const total = list.reduce((a, b) => a + b, 0);
        // Lower bounds of the best schedule: the mean, the dearest cell, two cells that must share a shard.
        const pair = (list[count - 1] ?? 0) + (list[count] ?? 0);
        const bound = Math.max(total / count, list[0] ?? 0, pair);
        const longest = Math.max(
          ...shards(given.cells, count, given.measured).map(
            (part) => part.cost,
          ),
        );
        // List scheduling never exceeds the mean by more than the last cell placed.
        expect(longest).toBeLessThanOrEqual(
          Math.max(bound * (4 / 3), total / count + (list[count] ?? 0)) + 1e-6,
        );
      }),
    );
  });

  it("do not depend on the order of the cells", () => {
    fc.assert(
      fc.property(costs, fc.integer({ min: 1, max: 8 }), (given, count) => {
        const forth = shards(given.cells, count, given.measured);
        const back = shards([...given.cells].reverse(), count, given.measured);
        expect(back).toEqual(forth);
      }),
    );
  });

  it("start the dearest cell first, and one of unknown cost before cheap ones", () => {
    const cells = manyCells(3);
    const [first, second, third] = cells.map((cell) => cellKey(nameOf(cell)));
    const measured = new Map([
      [first ?? "", 10],
      [third ?? "", 90_000],
    ]);
    const order = byCost(cells, measured).map((cell) => cellKey(nameOf(cell)));
    expect(order).toEqual([third, second, first]);
  });
});
