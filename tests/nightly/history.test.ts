import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineDigest } from "../../src/catalog/history/chain.ts";
import { appendNight } from "../../src/catalog/history/append.ts";
import { pack, unpack } from "../../src/catalog/history/names.ts";
import {
  HistoryError,
  parseHistory,
} from "../../src/catalog/history/history.ts";
import {
  historyMark,
  type HistoryMark,
} from "../../src/catalog/schema/index.ts";

const header = '{"schemaVersion":1,"repro":"x"}';
const marks = historyMark.options.filter((mark) => mark !== "-");
const letters = fc.array(fc.constantFrom(...marks), { maxLength: 4 });
const names = ["a zig=1", "a zig=2", "b", "c N=1", "c N=2"];

const nightRuns = fc
  .array(letters, { minLength: names.length, maxLength: names.length })
  .map(
    (all) =>
      new Map(
        all.flatMap((runs, place) => {
          const name = names[place];
          return name === undefined || runs.length === 0 ? [] : [[name, runs]];
        }),
      ),
  )
  .filter((runs) => runs.size > 0);

function at(night: number): string {
  return new Date(Date.UTC(2026, 0, 1 + night, 3)).toISOString();
}

function write(nights: readonly ReadonlyMap<string, readonly HistoryMark[]>[]) {
  let text: string | undefined;
  const states: string[] = [];
  for (const [index, runs] of nights.entries()) {
    text = appendNight("x", text, {
      at: at(index),
      commit: null,
      sources: "a".repeat(64),
      runs,
      expected: {},
    });
    states.push(text);
  }
  return states;
}

describe("a history", () => {
  it("packs any letters and gives them back", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...historyMark.options)), (all) => {
        expect(unpack(pack(all))).toEqual(all);
      }),
    );
    const sample = (["h", "h", "c", "C", "-", "-"] as const).slice();
    expect(pack(sample)).toBe("h2cC-2");
  });

  it("keeps every run of every cell, and is only ever appended to", () => {
    fc.assert(
      fc.property(fc.array(nightRuns, { maxLength: 8 }), (nights) => {
        const states = write(nights);
        for (const [index, text] of states.entries())
          expect(text.startsWith(states[index - 1] ?? "")).toBe(true);
        const read = parseHistory("x", states.at(-1));
        const back = read.nights.map(
          ({ runs }) =>
            new Map(
              runs.flatMap((own, place) => {
                const name = read.cells[place];
                return name === undefined || own.length === 0
                  ? []
                  : [[name, own]];
              }),
            ),
        );
        expect(back).toEqual(nights);
      }),
    );
  });

  it("takes a night once", () => {
    const runs = new Map([["a", ["h"] as const]]);
    const night = {
      at: at(1),
      commit: null,
      sources: "a".repeat(64),
      runs,
      expected: {},
    };
    const once = appendNight("x", undefined, night);
    expect(appendNight("x", once, night)).toBe(once);
    expect(appendNight("x", once, { ...night, at: at(0) })).toBe(once);
    expect(appendNight("x", once, { ...night, at: at(2) })).not.toBe(once);
  });

  it.each([
    ["{", /history\/x\.jsonl:2: expected JSON/],
    [
      '{"seen":"h"}',
      /:2: before: expected new cells, expectations, a record, a join or a night/,
    ],
    [
      `{"before":"${lineDigest(header)}","at":"${at(0)}","commit":null,"sources":"${"a".repeat(12)}","seen":"h2"}`,
      /:2: seen: expected 0 letters, one for each cell known then, found 2/,
    ],
  ])("that is damaged is refused with its line: %s", (line, message) => {
    const text = `${header}\n${line}\n`;
    expect(() => parseHistory("x", text)).toThrow(HistoryError);
    expect(() => parseHistory("x", text)).toThrow(message);
    expect(() => parseHistory("y", text)).toThrow(/expected the header of y/);
  });

  it("of a year of 1,000 cells is small", () => {
    // One of eight reproducers of 125 cells; a flaky cell ran three times.
    let random = 1;
    const next = (): number => {
      random = (random * 48_271) % 2_147_483_647;
      return random / 2_147_483_647;
    };
    const year = (flaky: number): number => {
      const cells = Array.from({ length: 125 }, (_, index) => ({
        name: `some-case-${Math.floor(index / 8)} cc=debian rustc=1.95.0 zig=0.${index % 8}.0`,
        mark: index % 24 < 8 ? ("h" as const) : ("c" as const),
      }));
      const nights = Array.from(
        { length: 365 },
        () =>
          new Map(
            cells.map(({ name, mark }) => {
              const varies = ["C", mark, mark] as const;
              return [name, next() < flaky ? [...varies] : [mark]] as const;
            }),
          ),
      );
      return Buffer.byteLength(write(nights).at(-1) ?? "") * 8;
    };
    const quiet = year(0);
    const lively = year(0.01);
    process.stdout.write(
      `a year of 1,000 cells: ${quiet} bytes where nothing changes, ${lively} where one cell in a hundred does\n`,
    );
    expect(quiet).toBeLessThan(600_000);
    expect(lively).toBeLessThan(900_000);
  }, 30_000);
});
