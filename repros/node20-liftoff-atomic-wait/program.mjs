// A mutex as everybody writes one, at address 64, and a plain counter at 48 that it guards:
//
//   count:  i = 0
//           loop
//             until cmpxchg(64, 0 -> 1) gives 0:  memory.atomic.wait32(64, 1, for ever)
//             [48] += 1
//             atomic store(64, 0);  memory.atomic.notify(64, 1)
//             i += 1
//           while i != 100,000
//           return i
import { assemble, op, type } from "./assemble.mjs";

export const pages = { initial: 1, maximum: 1 };
export const counterAddress = 48;
export const times = 100_000;
const [seen, unused, lock, one, forever, i] = [0, 1, 2, 3, 4, 5];
const at64 = (instruction) => [...instruction.slice(0, 3), 64];

// misbuilt:region count
const count = (wait) => [
  ...[op["i32.const"](0), op["i32.load"], op["local.set"](unused)],
  ...[
    op["i32.const"](64),
    op["local.set"](lock),
    op["i32.const"](1),
    op["local.set"](one),
  ],
  ...[
    op["i64.const"](-1),
    op["local.set"](forever),
    op["i32.const"](0),
    op["local.set"](i),
  ],
  ...[op.loop, op.block, op.loop],
  ...[
    op["i32.const"](0),
    op["i32.const"](0),
    op["i32.const"](1),
    at64(op["i32.atomic.rmw.cmpxchg"]),
  ],
  ...[op["local.tee"](seen), op["i32.eqz"], op.br_if(1)],
  ...wait,
  ...[op.br(0), op.end, op.end],
  ...[
    op["i32.const"](48),
    op["i32.const"](48),
    op["i32.load"],
    op["i32.const"](1),
    op["i32.add"],
    op["i32.store"],
  ],
  ...[op["i32.const"](0), op["i32.const"](0), at64(op["i32.atomic.store"])],
  ...[
    op["local.get"](lock),
    op["local.get"](one),
    op["memory.atomic.notify"],
    op["local.set"](seen),
  ],
  ...[
    op["local.get"](i),
    op["i32.const"](1),
    op["i32.add"],
    op["local.tee"](i),
    op["i32.const"](times),
    op["i32.ne"],
  ],
  ...[op.br_if(0), op.end, op["local.get"](i)],
];
const sleep = [
  ...[op["local.get"](lock), op["local.get"](seen), op["local.get"](forever)],
  ...[op["memory.atomic.wait32"], op["local.set"](seen)],
];
// misbuilt:endregion count

/** `wait` sleeps while the lock is taken, `spin` asks again at once; nothing else differs. */
export const program = assemble(
  { wait: count(sleep), spin: count([]) },
  pages,
  [type.i32, type.i32, type.i32, type.i64, type.i32],
);
