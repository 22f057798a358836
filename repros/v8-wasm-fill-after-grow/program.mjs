// Two threads. One adds a page and says where it is; the other writes to it at once. In wasm text:
//
//   grow(n):   loop  p = memory.grow 1;  [0] = p << 16;  until [4] == p << 16;   again n times
//   write(n):  loop  until (a = [0]) != last;  last = a;  WRITE a;  [4] = a;  [8] += 1;   again n times
import { assemble, op } from "./assemble.mjs";

export const pages = { initial: 1, maximum: 16384 };
const [n, address, last] = [0, 1, 2];

const again = [
  op["local.get"](n),
  op["i32.const"](1),
  op["i32.sub"],
  op["local.tee"](n),
  op.br_if(0),
].flat();

const grow = [
  op.loop,
  ...[
    op["i32.const"](1),
    op["memory.grow"],
    op["i32.const"](16),
    op["i32.shl"],
    op["local.set"](address),
  ],
  ...[op["i32.const"](0), op["local.get"](address), op["i32.atomic.store"]],
  ...[
    op.loop,
    op["i32.const"](4),
    op["i32.atomic.load"],
    op["local.get"](address),
    op["i32.ne"],
    op.br_if(0),
    op.end,
  ],
  again,
  op.end,
];

const writer = (write) => [
  op.loop,
  ...[
    op.loop,
    op["i32.const"](0),
    op["i32.atomic.load"],
    op["local.tee"](address),
  ],
  ...[op["local.get"](last), op["i32.eq"], op.br_if(0), op.end],
  ...[op["local.get"](address), op["local.set"](last)],
  ...write,
  ...[op["i32.const"](4), op["local.get"](address), op["i32.atomic.store"]],
  ...[
    op["i32.const"](8),
    op["i32.const"](8),
    op["i32.atomic.load"],
    op["i32.const"](1),
    op["i32.add"],
  ],
  ...[op["i32.atomic.store"], again, op.end],
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
  op["i32.const"](16),
  op["i32.const"](64),
  op["memory.copy"],
];
const store = [op["local.get"](address), op["i64.const"](-1), op["i64.store"]];
/** Learns the memory's size; adds nothing. */
const refresh = [op["i32.const"](0), op["memory.grow"], op.drop];
// misbuilt:endregion writes

/** The module: `grow`, and a writer for each way to write. */
export const program = assemble(
  {
    grow,
    fill: writer(fill),
    copy: writer(copy),
    store: writer(store),
    "grow0-fill": writer([...refresh, ...fill]),
    "grow0-copy": writer([...refresh, ...copy]),
  },
  pages,
  2,
);
