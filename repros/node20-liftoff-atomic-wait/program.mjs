// A mutex as everybody writes one, at address 64, and a plain counter at 48 that it guards:
//
//   count(n):  i = 0
//              loop
//                loop                                   until cmpxchg(64, 0 -> 1) was 0:
//                  memory.atomic.wait32(64, 1, for ever)
//                [48] += 1
//                atomic store(64, 0); memory.atomic.notify(64, 1)
//                i += 1
//              while i != n
//              return i
import { assemble, op, type } from "./assemble.mjs";

export const pages = { initial: 1, maximum: 1 };
export const counterAddress = 48;
const [n, i, seen, lock, one, forever] = [0, 1, 2, 3, 4, 5];

// misbuilt:region count
const count = (wait) => [
  ...[
    op["i32.const"](64),
    op["local.set"](lock),
    op["i32.const"](1),
    op["local.set"](one),
    op["i64.const"](-1),
    op["local.set"](forever),
  ],
  op.loop,
  ...[op.block, op.loop],
  ...[
    op["i32.const"](64),
    op["i32.const"](0),
    op["i32.const"](1),
    op["i32.atomic.rmw.cmpxchg"],
    op["local.tee"](seen),
  ],
  ...[op["i32.eqz"], op.br_if(1)],
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
  ...[op["i32.const"](64), op["i32.const"](0), op["i32.atomic.store"]],
  ...[
    op["local.get"](lock),
    op["local.get"](one),
    op["memory.atomic.notify"],
    op.drop,
  ],
  ...[
    op["local.get"](i),
    op["i32.const"](1),
    op["i32.add"],
    op["local.tee"](i),
    op["local.get"](n),
    op["i32.ne"],
    op.br_if(0),
  ],
  op.end,
  op["local.get"](i),
];
const sleep = [
  op["local.get"](lock),
  op["local.get"](seen),
  op["local.get"](forever),
  op["memory.atomic.wait32"],
  op["local.set"](seen),
];
const add = [
  op["i32.const"](68),
  op["i32.const"](1),
  op["i32.atomic.rmw.add"],
  op.drop,
];
const sub = [
  op["i32.const"](68),
  op["i32.const"](1),
  op["i32.atomic.rmw.sub"],
  op.drop,
];
// misbuilt:endregion count

/** `wait` sleeps while the lock is taken, `spin` asks again at once; nothing else differs. */
export const program = assemble(
  {
    wait: count([...add, ...sleep, ...sub]),
    sleep: count(sleep),
    addsleep: count([...add, ...sleep]),
    sleepsub: count([...sleep, ...sub]),
    spin: count([]),
    addsub: count([...add, ...sub]),
  },
  pages,
  [type.i32, type.i32, type.i32, type.i32, type.i64],
);
