import { expect, test } from "vitest";
import { readable, rows } from "../../src/site/tls.ts";
import type { TlsFacts } from "../../src/site/tls.ts";

function facts(
  size: number,
  variables: Partial<TlsFacts["variables"][number]>[],
): TlsFacts {
  return {
    arch: "x86_64",
    linker: "ld",
    template: { base: 8, size },
    sections: [],
    variables: variables.map((one) => ({
      name: "v",
      section: "__thread_bss",
      offset: 0,
      align: 8,
      misaligned: false,
      ...one,
    })),
  };
}

test("a variable at offset 8 begins in the middle of its row and goes on in the next", () => {
  const drawn = rows(
    facts(32, [
      { name: "a", offset: 0 },
      { name: "b", offset: 8, align: 16, misaligned: true },
    ]),
  );
  expect(drawn).toEqual([
    {
      kind: "bytes",
      offset: 0,
      pieces: [
        {
          name: "a",
          from: 0,
          to: 8,
          starts: true,
          misaligned: false,
        },
        {
          name: "b",
          from: 8,
          to: 16,
          starts: true,
          misaligned: true,
        },
      ],
    },
    {
      kind: "bytes",
      offset: 16,
      pieces: [
        {
          name: "b",
          from: 0,
          to: 16,
          starts: false,
          misaligned: true,
        },
      ],
    },
  ]);
});

test("a long variable is shortened to its ends, and the gap counts its rows", () => {
  const drawn = rows(facts(16 * 64, [{ name: "pool", align: 16 }]));
  expect(
    drawn.map((row) => (row.kind === "gap" ? `gap ${row.rows}` : row.offset)),
  ).toEqual([0, 16, "gap 61", 1008]);
});

test("a template without variables draws its rows empty", () => {
  expect(rows(facts(20, []))).toEqual([
    { kind: "bytes", offset: 0, pieces: [] },
    { kind: "bytes", offset: 16, pieces: [] },
  ]);
});

test.each([
  ["__RNvCs1KPPpQAH2dZ_9neighbour5STATE", "neighbour::STATE"],
  ["_RNvNtCs1a_3std6thread7CURRENT", "std::thread::CURRENT"],
  ["_tls_pool", "_tls_pool"],
  ["__RNvCs1a_9neighbour99STATE", "__RNvCs1a_9neighbour99STATE"],
  ["__RNvXs_CsABC_3foo", "__RNvXs_CsABC_3foo"],
])("%s is read as %s", (symbol, name) => {
  expect(readable(symbol)).toBe(name);
});
