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

export const type = { i32: 0x7f, i64: 0x7e };
/** Instructions by their names in the text format; those with an operand are functions of it. */
export const op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  br: (depth) => [0x0c, ...leb(depth)],
  br_if: (depth) => [0x0d, ...leb(depth)],
  drop: [0x1a],
  "local.get": (index) => [0x20, ...leb(index)],
  "local.set": (index) => [0x21, ...leb(index)],
  "local.tee": (index) => [0x22, ...leb(index)],
  "i32.load": [0x28, 2, 0],
  "i32.store": [0x36, 2, 0],
  "i32.const": (value) => [0x41, ...sleb(value)],
  "i64.const": (value) => [0x42, ...sleb(value)],
  "i32.eqz": [0x45],
  "i32.ne": [0x47],
  "i32.add": [0x6a],
  "i32.shr_u": [0x76],
  "memory.atomic.notify": [0xfe, 0x00, 2, 0],
  "memory.atomic.wait32": [0xfe, 0x01, 2, 0],
  "memory.atomic.wait64": [0xfe, 0x02, 3, 0],
  "i32.atomic.load": [0xfe, 0x10, 2, 0],
  "i32.atomic.store": [0xfe, 0x17, 2, 0],
  "i32.atomic.rmw.cmpxchg": [0xfe, 0x48, 2, 0],
};

/** A module that imports env.memory, shared, and exports functions (i32) -> i32 with locals of the types given. */
export function assemble(functions, pages, locals) {
  const names = Object.keys(functions);
  const body = (code) =>
    bytes([
      ...vector(locals.map((local) => [1, local])),
      ...code.flat(),
      ...op.end,
    ]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, 1, type.i32, 1, type.i32]])),
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
