// Two threads. One adds a page and says where it is; the other writes to it at once. In wasm text:
//
//   hand(n):   loop  p = memory.grow 1;  [12] = memory.size;  [0] = p << 16;  until [4] == p << 16;   again n times
//   write(n):  loop  until (a = [0]) != last;  last = a;  [16] = [12];  WRITE a;  [4] = a;  [8] += 1;   again n times
//
// [12] is the memory's size in pages as the first thread knows it when it hands the page over, [16] what the writer has
// read of it before it writes: after a trap they say that the page had been there already.
import { assemble, op } from "./assemble.mjs";

/** How many pages are handed over in a run. */
export const pages = 200;

/** The next page's number: of a page that is added for it, or of one that was there from the start. */
const added = [op["i32.const"](1), op["memory.grow"]];
const counted = [
  op["i32.const"](4),
  op["i32.atomic.load"],
  op["i32.const"](16),
  op["i32.shr_u"],
  op["i32.const"](1),
  op["i32.add"],
];

export const memories = {
  growing: { initial: 1, maximum: 16384, next: added },
  fixed: { initial: 1 + pages, maximum: 1 + pages, next: counted },
};

/** Words of page 0, and the 64 bytes that `copy` copies. */
export const at = {
  address: 0,
  answer: 4,
  written: 8,
  size: 12,
  sizeSeen: 16,
  source: 1024,
};
const [n, address, last] = [0, 1, 2];

const load = (word) => [op["i32.const"](word), op["i32.atomic.load"]].flat();
const store = (word, value) =>
  [op["i32.const"](word), ...value, op["i32.atomic.store"]].flat();
const again = [
  op["local.get"](n),
  op["i32.const"](1),
  op["i32.sub"],
  op["local.tee"](n),
  op.br_if(0),
].flat();

const hand = (next) => [
  op.loop,
  ...[...next, op["i32.const"](16), op["i32.shl"], op["local.set"](address)],
  ...store(at.size, [op["memory.size"]]),
  ...store(at.address, [op["local.get"](address)]),
  ...[
    op.loop,
    ...load(at.answer),
    op["local.get"](address),
    op["i32.ne"],
    op.br_if(0),
    op.end,
  ],
  ...[again, op.end],
];

const writer = (write) => [
  op.loop,
  ...[
    op.loop,
    ...load(at.address),
    op["local.tee"](address),
    op["local.get"](last),
    op["i32.eq"],
    op.br_if(0),
    op.end,
  ],
  ...[op["local.get"](address), op["local.set"](last)],
  ...store(at.sizeSeen, load(at.size)),
  ...write,
  ...store(at.answer, [op["local.get"](address)]),
  ...store(at.written, [
    ...load(at.written),
    op["i32.const"](1),
    op["i32.add"],
  ]),
  ...[again, op.end],
];

// misbuilt:region writes
const fill = [
  op["local.get"](address),
  op["i32.const"](170),
  op["i32.const"](64),
  op["memory.fill"],
];
const copy = [
  op["local.get"](address),
  op["i32.const"](at.source),
  op["i32.const"](64),
  op["memory.copy"],
];
const atomic = [
  op["local.get"](address),
  op["i32.const"](-1),
  op["i32.atomic.store"],
];
const plain = [op["local.get"](address), op["i64.const"](-1), op["i64.store"]];
/** Learns the memory's size; adds nothing. */
const refresh = [op["i32.const"](0), op["memory.grow"], op.drop];
/** Reads the size that this thread knows. */
const size = [op["memory.size"], op.drop];
// misbuilt:endregion writes

/** Each way to write: what the writer runs, and the bare instruction at the end of it. */
export const writes = {
  fill: [fill, fill],
  copy: [copy, copy],
  atomic: [atomic, atomic],
  store: [plain, plain],
  "grow0-fill": [[...refresh, ...fill], fill],
  "grow0-copy": [[...refresh, ...copy], copy],
  "grow0-atomic": [[...refresh, ...atomic], atomic],
  "size-fill": [[...size, ...fill], fill],
};

/**
 * The module: `hand` and `write` for the two threads; and for after a trap, each at the address given: `read`, a plain
 * load, and `retry`, the instruction that trapped.
 */
export function program(write, memory) {
  const [sequence, instruction] = writes[write];
  const given = [op["local.get"](n), op["local.set"](address)];
  return assemble(
    {
      hand: hand(memories[memory].next),
      write: writer(sequence),
      read: [op["local.get"](n), op["i32.load"], op.drop],
      retry: [...given, ...instruction],
    },
    memories[memory],
    2,
  );
}
