// Each way is a function `run` of one number. Its last local, i, lies on the stack beside the operands of the wait.
//
//   local      i = n;  memory.atomic.wait32(64, 1, for ever), where [64] is 0: it returns 1, not equal;  return i
//   timed-out  the same, where [64] is 0, 0 is expected and the timeout is 1 ms: it returns 2
//   wait64     the same as local, with memory.atomic.wait64
//   operand    n lies beneath the wait's operands instead of in i, and is what comes back
//   none       i = n;  no wait;  return i
//
// `mutex` is a lock as everybody writes one, at address 64, and a counter at 48 that it guards. `spin` is the same without
// the wait.
//
//   i = 0
//   loop
//     until cmpxchg(64, 0 -> 1) gives 0:  memory.atomic.wait32(64, 1, for ever)
//     [48] += 1
//     atomic store(64, 0);  memory.atomic.notify(64, 1)
//     i += 1
//     if i == n / 2:  [32] = 1;  until [36] == 1      here run.mjs takes the lock
//   while i != n
//   return i
import { assemble, op, type } from "./assemble.mjs";

export const pages = { initial: 1, maximum: 1 };
/** Addresses. */
export const at = { half: 32, taken: 36, counter: 48, result: 56, lock: 64 };
const [n, seen, lock, one, forever, i] = [0, 1, 2, 3, 4, 5];

const set = (local, value) => [...value, op["local.set"](local)];
const start = [
  set(lock, [op["i32.const"](at.lock)]),
  set(one, [op["i32.const"](1)]),
  set(forever, [op["i64.const"](-1)]),
].flat();

// misbuilt:region local
/** Waits, and writes down what the wait returned. */
const wait = (expected, timeout, instruction = op["memory.atomic.wait32"]) => [
  ...[
    op["local.get"](lock),
    expected,
    timeout,
    instruction,
    op["local.set"](seen),
  ],
  ...[op["i32.const"](at.result), op["local.get"](seen), op["i32.store"]],
];

const kept = (waiting) => [
  ...start,
  ...set(i, [op["local.get"](n)]),
  ...waiting,
  op["local.get"](i),
];
// misbuilt:endregion local

const count = (sleep) => [
  ...start,
  ...set(i, [op["i32.const"](0)]),
  op.loop,
  ...[op.block, op.loop],
  ...[
    op["i32.const"](at.lock),
    op["i32.const"](0),
    op["i32.const"](1),
    op["i32.atomic.rmw.cmpxchg"],
  ],
  ...[op["local.tee"](seen), op["i32.eqz"], op.br_if(1)],
  ...sleep,
  ...[op.br(0), op.end, op.end],
  ...[
    op["i32.const"](at.counter),
    op["i32.const"](at.counter),
    op["i32.load"],
    op["i32.const"](1),
    op["i32.add"],
    op["i32.store"],
  ],
  ...[op["i32.const"](at.lock), op["i32.const"](0), op["i32.atomic.store"]],
  ...[
    op["local.get"](lock),
    op["local.get"](one),
    op["memory.atomic.notify"],
    op.drop,
  ],
  ...set(i, [op["local.get"](i), op["i32.const"](1), op["i32.add"]]),
  op.block,
  ...[
    op["local.get"](i),
    op["local.get"](n),
    op["i32.const"](1),
    op["i32.shr_u"],
    op["i32.ne"],
    op.br_if(0),
  ],
  ...[op["i32.const"](at.half), op["i32.const"](1), op["i32.atomic.store"]],
  ...[
    op.loop,
    op["i32.const"](at.taken),
    op["i32.atomic.load"],
    op["i32.eqz"],
    op.br_if(0),
    op.end,
  ],
  op.end,
  ...[op["local.get"](i), op["local.get"](n), op["i32.ne"], op.br_if(0)],
  ...[op.end, op["local.get"](i)],
];
const sleep = [
  op["local.get"](lock),
  op["local.get"](seen),
  op["local.get"](forever),
  op["memory.atomic.wait32"],
  op["local.set"](seen),
];

const ways = {
  local: kept(wait(op["local.get"](one), op["local.get"](forever))),
  "timed-out": kept(wait(op["i32.const"](0), op["i64.const"](1_000_000))),
  wait64: kept(
    wait(
      op["i64.const"](1),
      op["local.get"](forever),
      op["memory.atomic.wait64"],
    ),
  ),
  operand: [
    ...start,
    op["local.get"](n),
    ...wait(op["local.get"](one), op["local.get"](forever)),
  ],
  none: kept([]),
  mutex: count(sleep),
  spin: count([]),
};

export const program = (way) =>
  assemble({ run: ways[way] }, pages, [
    type.i32,
    type.i32,
    type.i32,
    type.i64,
    type.i32,
  ]);
