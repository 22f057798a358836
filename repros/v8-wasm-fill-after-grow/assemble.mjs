// A WebAssembly assembler of a page: enough for programs of a few instructions, so that nothing but the engine under
// test stands between this folder and what it shows. Encodings: WebAssembly core specification, binary format, with
// the threads proposal's 0xFE instructions.
const leb = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...leb(n >>> 7)]);
const sleb = (n) =>
  n >= -64 && n < 64 ? [n & 127] : [(n & 127) | 128, ...sleb(n >> 7)];
const bytes = (list) => [...leb(list.length), ...list];
const vector = (list) => [...leb(list.length), ...list.flat()];
const text = (string) => bytes([...new TextEncoder().encode(string)]);
const section = (id, content) => [id, ...bytes(content)];

const I32 = 0x7f;
/** Instructions by their names in the text format; those with an operand are functions of it. */
export const op = {
  loop: [0x03, 0x40],
  end: [0x0b],
  br_if: (depth) => [0x0d, ...leb(depth)],
  drop: [0x1a],
  "local.get": (index) => [0x20, ...leb(index)],
  "local.set": (index) => [0x21, ...leb(index)],
  "local.tee": (index) => [0x22, ...leb(index)],
  "i32.load": [0x28, 2, 0],
  "i64.store": [0x37, 3, 0],
  "memory.size": [0x3f, 0],
  "memory.grow": [0x40, 0],
  "i32.const": (value) => [0x41, ...sleb(value)],
  "i64.const": (value) => [0x42, ...sleb(value)],
  "i32.eq": [0x46],
  "i32.ne": [0x47],
  "i32.add": [0x6a],
  "i32.sub": [0x6b],
  "i32.shl": [0x74],
  "i32.shr_u": [0x76],
  "memory.copy": [0xfc, 10, 0, 0],
  "memory.fill": [0xfc, 11, 0],
  "i32.atomic.load": [0xfe, 0x10, 2, 0],
  "i32.atomic.store": [0xfe, 0x17, 2, 0],
};

/** A module that imports env.memory, shared, and exports functions (i32) -> () with `locals` more i32 locals each. */
export function assemble(functions, pages, locals) {
  const names = Object.keys(functions);
  const body = (code) =>
    bytes([...vector([[locals, I32]]), ...code.flat(), ...op.end]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, 1, I32, 0]])),
    ...section(
      2,
      vector([
        [
          ...text("env"),
          ...text("memory"),
          2,
          3,
          ...leb(pages.initial),
          ...leb(pages.maximum),
        ],
      ]),
    ),
    ...section(3, vector(names.map(() => [0]))),
    ...section(
      7,
      vector(names.map((name, index) => [...text(name), 0, index])),
    ),
    ...section(10, vector(names.map((name) => body(functions[name])))),
  ]);
}
