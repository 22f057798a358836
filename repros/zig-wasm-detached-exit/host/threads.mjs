// Runs a Zig program for wasm32-wasi with threads, and always comes back with a named outcome.
import { Exit, IDLE, instantiate, slot, words } from "./wasi.mjs";
import { startWorker } from "./platform.mjs";

/**
 * @typedef {object} Options
 * @property {WebAssembly.Module} module   the program; imports its memory as env.memory, shared
 * @property {string} entry                the exported function that the first thread calls
 * @property {number[]} args               its arguments
 * @property {"worker" | "here"} [first]   where the first thread runs. "here": on the caller's own thread
 * @property {number} [workers]            how many threads there can be at once
 * @property {number} [seconds]            after how long a run is given up as hung
 * @property {{initial: number, maximum: number}} [pages]  the memory, in pages of 64 KiB
 * @property {number} [spawnDelay]         milliseconds for which thread-spawn does not return
 * @property {string} [entryStacks]        an exported array, 1 KiB for each worker: see worker.mjs
 * @property {(progress: Progress) => void} [onProgress]   hears the counters while the program runs
 *
 * @typedef {{counter: number, expected: number, checked: number, damaged: number, finished: number, refused: number}} Progress
 *
 * @typedef {object} Report
 * @property {"returned" | "exited" | "trapped" | "hung"} outcome  returned: and every thread has ended
 * @property {string} detail     the value, the exit code, the thread and its trap, or who was still running
 * @property {Progress} progress
 * @property {string} text       what the program printed
 */

/** @param {Options} options @returns {Promise<Report>} */
export async function runThreads(options) {
  const {
    module,
    entry,
    args,
    first = "worker",
    workers = 6,
    seconds = 20,
  } = options;
  const { initial, maximum } = options.pages ?? { initial: 512, maximum: 4096 };
  const memory = new WebAssembly.Memory({ initial, maximum, shared: true });
  const mailbox = new Int32Array(new SharedArrayBuffer(4 * slot(workers)));
  const { spawnDelay = 0, entryStacks } = options;
  const shared = { module, memory, mailbox, workers, spawnDelay, entryStacks };
  const started = [];
  let text = "";
  let address;
  let settle;
  const settled = new Promise(
    (resolve) =>
      (settle = (outcome, detail) =>
        resolve({ outcome, detail: String(detail) })),
  );

  const running = () =>
    Array.from({ length: workers }, (_, i) => i).filter(
      (i) => Atomics.load(mailbox, slot(i)) !== IDLE,
    );
  /** The first thread has returned: so must the others. */
  const whenAllEnded = (value) => {
    if (running().length === 0) settle("returned", value);
    else setTimeout(whenAllEnded, 1, value);
  };
  const onMessage = (message) => {
    if (message.text !== undefined) text += message.text;
    if (message.progress !== undefined) address = message.progress;
    if (message.returned !== undefined) whenAllEnded(message.returned);
    if (message.exited !== undefined) settle("exited", message.exited);
    if (message.trapped !== undefined)
      settle("trapped", `thread ${message.thread}: ${message.trapped}`);
  };
  const start = (order) =>
    new Promise((resolve) => {
      const worker = startWorker(
        (message) =>
          message.ready === undefined ? onMessage(message) : resolve(),
        (error) => settle("trapped", `worker: ${words(error)}`),
      );
      started.push(worker);
      worker.postMessage({ ...order, shared, entry, args });
      if (order.first) resolve();
    });
  const progress = () => {
    const word = (i) =>
      address === undefined
        ? 0
        : new Uint32Array(memory.buffer)[address / 4 + i];
    return {
      counter: word(0),
      expected: word(1),
      checked: word(2),
      damaged: word(3),
      finished: word(4),
      refused: word(5),
    };
  };

  const watchdog = setTimeout(
    () =>
      settle(
        "hung",
        `after ${seconds} s; running: ${running().length} threads`,
      ),
    1000 * seconds,
  );
  const reporter =
    options.onProgress && setInterval(() => options.onProgress(progress()), 50);
  try {
    await Promise.race([
      settled,
      Promise.all(
        Array.from({ length: workers }, (_, worker) => start({ worker })),
      ),
    ]);
    if (first === "worker") await start({ first: true });
    else {
      try {
        const { exports } = instantiate(shared, (more) => (text += more));
        address = exports.progress?.value;
        whenAllEnded(exports[entry](...args));
      } catch (error) {
        if (error instanceof Exit) settle("exited", error.code);
        else settle("trapped", `thread 0: ${words(error)}`);
      }
    }
    const result = await settled;
    options.onProgress?.(progress());
    return { ...result, progress: progress(), text };
  } finally {
    clearTimeout(watchdog);
    clearInterval(reporter);
    for (const worker of started) worker.terminate();
  }
}
