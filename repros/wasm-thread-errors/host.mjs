// node host.mjs FILE.wasm: runs its one thread in one worker, and says what came of it or what the engine said.
// HOST_MEMORY  shared (default), plain or no-maximum
// Exit status: 0 the count is 1, 1 anything else.
import { readFileSync, writeSync } from "node:fs";
import {
  Worker,
  isMainThread,
  parentPort,
  workerData,
} from "node:worker_threads";

/** The first that anybody has to say ends the program. */
function finish(words, status) {
  if (!isMainThread) return parentPort.postMessage({ words, status });
  writeSync(1, `${words}\n`);
  process.exit(status);
}
const words = (error) =>
  error instanceof Alone ? error.message : `${error.name}: ${error.message}`;

/** A thread trapped that has a memory of its own: what the first thread prepared for it is not there. */
class Alone extends Error {
  constructor(trap) {
    super(
      `${trap}\nthe thread has a memory of its own, in which its argument is empty`,
    );
  }
}

function instantiate(module, memory, spawn) {
  const say = (start, length) =>
    writeSync(
      1,
      `${new TextDecoder().decode(new Uint8Array(memory.buffer).slice(start, start + length))}\n`,
    );
  const imports = {
    env: { memory },
    host: { say },
    wasi: { "thread-spawn": spawn },
  };
  return new WebAssembly.Instance(module, imports);
}

if (isMainThread) {
  try {
    const module = new WebAssembly.Module(readFileSync(process.argv[2]));
    const kinds = {
      shared: { maximum: 1024, shared: true },
      plain: { maximum: 1024 },
      "no-maximum": { shared: true },
    };
    const memory = new WebAssembly.Memory({
      initial: 512,
      ...kinds[process.env.HOST_MEMORY ?? "shared"],
    });
    const state = new Int32Array(new SharedArrayBuffer(8));
    // The program's first thread runs in a worker as well, so that this one can look on.
    instantiate(module, memory, () => -6);
    for (const first of [true, false]) {
      const worker = new Worker(new URL(import.meta.url), {
        workerData: { module, memory, state, first },
      });
      worker.on("message", ({ words, status }) => finish(words, status));
    }
    setTimeout(
      () =>
        finish("nothing came of it in 5 s: the first thread waits for ever", 1),
      5000,
    );
  } catch (error) {
    finish(words(error), 1);
  }
} else {
  const { module, memory, state, first } = workerData;
  try {
    if (first) {
      const { exports } = instantiate(module, memory, (argument) => {
        state[1] = argument;
        Atomics.store(state, 0, 1);
        Atomics.notify(state, 0);
        return 1;
      });
      const result = exports.run();
      finish(`the count is ${result}`, result === 1 ? 0 : 1);
    } else {
      const instance = instantiate(module, memory, () => -6);
      Atomics.wait(state, 0, 0);
      try {
        instance.exports.wasi_thread_start(1, state[1]);
      } catch (error) {
        const own = instance.exports.memory ?? memory;
        const argument = new Uint8Array(own.buffer)
          .slice(state[1])
          .slice(0, 32);
        const empty = own !== memory && argument.every((byte) => byte === 0);
        throw empty ? new Alone(words(error)) : error;
      }
    }
  } catch (error) {
    finish(words(error), 1);
  }
}
