// Runs a Zig program for wasm32-wasi with threads, and always comes back with a named outcome.
import {
  corner,
  explain,
  lostBytes,
  lostWord,
  marksAt,
  progressAt,
  returnsOnZero,
} from "./evidence.mjs";
import {
  Exit,
  LAST,
  LATE,
  announce,
  announced,
  entryOf,
  instantiate,
  mostThreads,
  words,
} from "./wasi.mjs";
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
 * @property {number} [spawnDelay]         thread-spawn returns only when the thread has ended, or after these milliseconds
 * @property {string} [entryStacks]        an exported array, 1 KiB for each worker: see worker.mjs
 * @property {(progress: Progress) => void} [onProgress]   hears the counters while the program runs
 *
 * @typedef {ReturnType<typeof progressAt>} Progress
 *
 * @typedef {object} Report
 * @property {"returned" | "exited" | "trapped" | "hung"} outcome  returned: and every thread has ended
 * @property {string} detail     the value, the exit code, the thread and its trap, or who was still running
 * @property {Progress} progress
 * @property {{mechanism: string, proof: string}} [shown]  why it broke, where the program's memory proves it
 * @property {number} started    threads that thread-spawn started
 * @property {number} late       those that had ended when it returned
 * @property {{lost: number, readBack: number}} marks  of corners.zig: marked bytes that were overwritten, and bytes that the thread read back
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
  const mailbox = new Int32Array(
    new SharedArrayBuffer(4 * entryOf(workers, mostThreads + 1)),
  );
  const { spawnDelay = 0, entryStacks } = options;
  const shared = { module, memory, mailbox, workers, spawnDelay, entryStacks };
  const started = [];
  let text = "";
  let returned = false;
  let stuck;
  let settle;
  const settled = new Promise(
    (resolve) =>
      (settle = (outcome, detail) =>
        resolve({ outcome, detail: String(detail) })),
  );

  const threads = () =>
    Array.from({ length: Atomics.load(mailbox, LAST) }, (_, i) => {
      const at = entryOf(workers, i + 1);
      const ended = Atomics.load(mailbox, at + 1) === 1;
      return { id: i + 1, argument: mailbox[at], ended };
    });
  const running = () => threads().filter(({ ended }) => !ended).length;
  /** The first thread has returned: so must the others. */
  const whenAllEnded = (value) => {
    returned = true;
    if (watch === undefined) return;
    if (running() === 0) settle("returned", value);
    else setTimeout(whenAllEnded, 1, value);
  };
  const onMessage = (message) => {
    if (message.text !== undefined) text += message.text;
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
  const progress = () => progressAt(memory, announced(mailbox).progress);

  /** A join that waits for a thread that ended half a second ago, and nothing is left that could wake it. */
  let seen = 0;
  let watch = setInterval(async () => {
    const { evidence } = announced(mailbox);
    const lost = lostWord(memory, evidence, threads());
    seen = lost === undefined ? 0 : seen + 1;
    if (seen < 5) return;
    clearInterval(watch);
    watch = undefined;
    const returns = await returnsOnZero(memory, evidence, lost, () => returned);
    const proof = `its tid word at ${lost.word} holds ${lost.value}, the id of a thread that has ended`;
    if (returns)
      stuck = {
        mechanism:
          "join waits for a thread that has ended: its tid word holds its id again",
        proof: `${proof}; when the host stored 0 there, join returned`,
      };
    settle("hung", proof);
  }, 100);
  const watchdog = setTimeout(
    () => settle("hung", `after ${seconds} s; running: ${running()} threads`),
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
        announce(mailbox, exports);
        whenAllEnded(exports[entry](...args));
      } catch (error) {
        if (error instanceof Exit) settle("exited", error.code);
        else settle("trapped", `thread 0: ${words(error)}`);
      }
    }
    const result = await settled;
    options.onProgress?.(progress());
    const { detail } = result;
    const ended = { threads: threads(), detail, stuck };
    const { evidence } = announced(mailbox);
    return {
      ...result,
      progress: progress(),
      shown: explain(entry, memory, evidence, ended),
      started: mailbox[LAST],
      late: mailbox[LATE],
      marks: corner(entry)
        ? {
            lost: lostBytes(memory, evidence),
            readBack: marksAt(memory, evidence).readBack,
          }
        : { lost: 0, readBack: 0 },
      text,
    };
  } finally {
    clearTimeout(watchdog);
    clearInterval(reporter);
    clearInterval(watch);
    for (const worker of started) worker.terminate();
  }
}
