import { Session } from "node:inspector/promises";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { diagnose, LogReader } from "../../src/detect/log/diagnose.ts";
import { automaton } from "../../src/detect/log/match/automaton.ts";
import { compile, type Compiled } from "../../src/detect/log/signs.ts";
import { cleanLines } from "../../src/detect/log/text/clean.ts";
import { readInstruction } from "../../src/detect/x86/operand.ts";
import { decodeAlignedMove } from "../../src/detect/x86/decode.ts";
import { loadCorpus, loadKnowledge } from "../corpus/corpus.ts";

const samples = loadCorpus();
let compiled: Compiled;
beforeAll(async () => {
  compiled = compile(await loadKnowledge());
});

const log = fc.constantFrom(...samples).map(({ bytes }) => bytes);

/** A log with pieces cut out, doubled, moved or overwritten. */
const mutated = fc
  .tuple(
    log,
    fc.array(
      fc.record({
        how: fc.constantFrom("cut", "double", "flip", "splice"),
        at: fc.nat(4000),
        length: fc.nat(300),
        byte: fc.nat(255),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    log,
  )
  .map(([start, edits, other]) => {
    let bytes = Buffer.from(start);
    for (const { how, at, length, byte } of edits) {
      const from = bytes.length === 0 ? 0 : at % bytes.length;
      const head = bytes.subarray(0, from);
      const piece = bytes.subarray(from, from + length);
      const tail = bytes.subarray(from + length);
      if (how === "cut") bytes = Buffer.concat([head, tail]);
      else if (how === "double")
        bytes = Buffer.concat([head, piece, piece, tail]);
      else if (how === "splice")
        bytes = Buffer.concat([
          head,
          Buffer.from(other).subarray(0, length),
          tail,
        ]);
      else if (from < bytes.length) {
        bytes = Buffer.from(bytes);
        bytes[from] = byte;
      }
    }
    return bytes;
  });

describe("whatever is read", () => {
  it("mutated logs are diagnosed without an error, at once", () => {
    fc.assert(
      fc.property(mutated, (bytes) => {
        const from = process.cpuUsage();
        const { findings } = diagnose(compiled, bytes);
        const spent = process.cpuUsage(from);
        expect(spent.user + spent.system).toBeLessThan(1_000_000);
        for (const { evidence, confidence } of findings) {
          expect(evidence.length).toBeGreaterThan(0);
          expect(["certain", "likely", "possible"]).toContain(confidence);
        }
      }),
      { numRuns: 10_000 },
    );
  }, 240_000);

  it("random bytes and random text are diagnosed without an error", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 4000 }),
          fc.string({ unit: "binary", maxLength: 4000 }),
        ),
        (input) => {
          diagnose(compiled, input);
        },
      ),
      { numRuns: 1000 },
    );
  }, 60_000);

  it("the same log gives the same diagnosis however it is cut into chunks", () => {
    fc.assert(
      fc.property(
        log,
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }),
        (bytes, sizes) => {
          const reader = new LogReader(compiled);
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            reader.write(bytes.subarray(at, at + size));
            at += size;
          }
          expect(reader.end()).toEqual(diagnose(compiled, bytes));
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it("line ends, colours and CI timestamps change nothing but the text around", () => {
    const essence = (input: Uint8Array | string) =>
      diagnose(compiled, input).findings.map(({ hazard, confidence }) => ({
        hazard,
        confidence,
      }));
    for (const { name, bytes } of samples) {
      const text = new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");
      const expected = essence(text);
      const crlf = text.replaceAll("\n", "\r\n");
      const colours = text.replaceAll(
        /(\w{3})(\w)/g,
        "$1\u001b[1;31m$2\u001b[0m",
      );
      const stamped = text.replaceAll(/^/gm, "2026-03-09T15:44:10.1030000Z ");
      expect(essence(crlf), `${name} with CRLF`).toEqual(expected);
      expect(essence(colours), `${name} with colours`).toEqual(expected);
      expect(essence(stamped), `${name} with timestamps`).toEqual(expected);
    }
  });

  it.each([
    ["a megabyte without a line end", "x".repeat(1_000_000)],
    ["a megabyte of opening brackets", "(".repeat(1_000_000)],
    ["a megabyte of escapes", "\u001b[".repeat(500_000)],
    ["an escape that never ends", `\u001b]${"a".repeat(1_000_000)}`],
    ["a megabyte of carriage returns", "\r".repeat(1_000_000)],
    ["nested symbols", `=> 0x1 <${"<".repeat(500_000)}`],
    ["registers without end", "rax = 0x1 ".repeat(100_000)],
    ["frames without end", '"frames":"symbol":"'.repeat(50_000)],
    ["spaces after a code", `Exception Codes:${" ".repeat(900_000)}0x`],
    ["prefixes of prefixes", "[1.1] > ##[error]".repeat(60_000)],
    ["exits", "exit code = : ".repeat(70_000)],
    ["a version hunt", "zig ".repeat(250_000)],
    ["traps", "EXC_I386_GPFLT\nKERN_INVALID_ADDRESS\n".repeat(25_000)],
    [
      "JSON",
      `{"exception":${'{"triggered":true,"rax":{"value":13,'.repeat(25_000)}`,
    ],
  ])("%s is read in linear time", (_, text) => {
    const time = (input: string) => {
      const from = process.cpuUsage();
      diagnose(compiled, input);
      const { user, system } = process.cpuUsage(from);
      return (user + system) / 1000;
    };
    time(text);
    expect(time(text)).toBeLessThan(1500);
  });

  it("keeps no more than it must of an endless log", async () => {
    const inspector = new Session();
    inspector.connect();
    const reader = new LogReader(compiled);
    const chunk = Buffer.concat(samples.map(({ bytes }) => Buffer.from(bytes)));
    const write = async (times: number) => {
      for (let i = 0; i < times; i++) reader.write(chunk);
      // What nothing holds any more is not kept.
      await inspector.post("HeapProfiler.collectGarbage");
      return process.memoryUsage().heapUsed;
    };
    const early = await write(20);
    const late = await write(200);
    process.stdout.write(
      `${(200 * chunk.length).toExponential(1)} bytes more of a log: ${late - early} bytes more are kept\n`,
    );
    expect(late - early).toBeLessThan(2_000_000);
    reader.end();
    inspector.disconnect();
  }, 60_000);
});

describe("the automaton", () => {
  it("finds what String.includes finds, in either case", () => {
    const letters = fc.string({
      unit: fc.constantFrom("a", "b", "A", "B", "_", "1", "é", "错"),
      maxLength: 60,
    });
    const literals = fc.uniqueArray(
      fc.string({
        unit: fc.constantFrom("a", "b", "_", "1", "错"),
        minLength: 1,
        maxLength: 5,
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(literals, letters, (list, text) => {
        const found = new Set<number>();
        automaton(list).scan(text, (literal) => found.add(literal));
        const folded = text.toLowerCase();
        expect([...found].sort((a, b) => a - b)).toEqual(
          [...list.keys()].filter((index) =>
            folded.includes(list[index] ?? "?"),
          ),
        );
      }),
    );
  });
});

describe("small readers", () => {
  it("survive any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        cleanLines(text, (line) => {
          expect(typeof line).toBe("string");
        });
        readInstruction(text);
      }),
    );
  });

  it("survive any bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(255), { maxLength: 20 }), (bytes) => {
        const move = decodeAlignedMove(bytes);
        if (move !== undefined) expect([16, 32]).toContain(move.alignment);
      }),
    );
  });
});
