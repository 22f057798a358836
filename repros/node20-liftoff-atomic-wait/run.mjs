// node run.mjs WAY: runs $OUT/program.wasm and says what became of the number that it was given. Exit status 3: it failed.
import { readFileSync } from "node:fs";
import {
  isMainThread,
  parentPort,
  Worker,
  workerData,
} from "node:worker_threads";
import { at, pages } from "./program.mjs";

const number = 100_000;

/** Runs `mutex` or `spin` in a worker, and takes the lock once, when half of the rounds are done. */
async function contend(module, memory) {
  const words = new Int32Array(memory.buffer);
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { module, memory },
  });
  const ended = new Promise((resolve, reject) =>
    worker.on("message", resolve).on("error", reject),
  );
  const pause = () => new Promise((resolve) => setTimeout(resolve, 1));
  while (Atomics.load(words, at.half / 4) === 0) await pause();
  if (Atomics.compareExchange(words, at.lock / 4, 0, 1) !== 0)
    throw new Error("the lock was taken already");
  Atomics.store(words, at.taken / 4, 1);
  // The lock is held until the worker sleeps on it; a worker that spins is given 50 ms.
  let woken = 0;
  for (let tries = 0; woken === 0 && tries < 5000; tries++) {
    await pause();
    woken = Atomics.notify(words, at.lock / 4, 1);
    if (process.argv[2] === "spin" && tries === 50) break;
  }
  Atomics.store(words, at.lock / 4, 0);
  Atomics.notify(words, at.lock / 4);
  const counter = await ended;
  await worker.terminate();
  return { counter, rounds: words[at.counter / 4], slept: woken > 0 };
}

async function main(way) {
  const module = new WebAssembly.Module(
    readFileSync(`${process.env.OUT}/program.wasm`),
  );
  const memory = new WebAssembly.Memory({ ...pages, shared: true });
  if (way === "mutex" || way === "spin") {
    const { counter, rounds, slept } = await contend(module, memory);
    const how = slept ? "slept on the lock" : "spun on the lock";
    const verdict =
      rounds === number && counter === number ? "kept" : "not kept";
    return `the thread ${how} after ${number / 2} rounds, went round ${rounds} times, and its counter says ${counter}: ${verdict}`;
  }
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const after = exports.run(number);
  const result = new Int32Array(memory.buffer)[at.result / 4];
  const returned = [
    "no wait",
    'the wait returned 1, "not equal"',
    'the wait returned 2, "timed out"',
  ][result];
  return `${number} before, ${after} after, ${returned}: ${after === number ? "kept" : "not kept"}`;
}

if (isMainThread) {
  try {
    console.log(await main(process.argv[2] ?? "local"));
  } catch (error) {
    console.error(error.message);
    process.exit(3);
  }
} else {
  const { module, memory } = workerData;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  parentPort.postMessage(exports.run(number));
}
