// What a wasm32-wasi module with threads asks of its host, and no more. Runs in Node and in a browser alike.

/** `proc_exit` ends a program from the inside of a call: nothing else can carry it out. */
export class Exit extends Error {
  constructor(code) {
    super(`proc_exit(${code})`);
    this.name = "Exit";
    this.code = code;
  }
}

/** The answer of WASI for a function that does not exist. */
const ENOSYS = 52;
/** What `thread-spawn` returns when no worker is free: any negative number means that no thread was started. */
const EAGAIN = -6;

/** States of a worker, a word each in shared memory. */
export const IDLE = 1;
const TAKEN = 2;
export const CALLED = 3;
/**
 * Words of the mailbox: the last id given; how many threads had ended when thread-spawn returned; and where the program has
 * `progress` and `evidence`, which the first thread says here because a message of it may come after another thread's trap.
 */
export const LAST = 0;
export const LATE = 1;
const PROGRESS = 2;
const EVIDENCE = 3;
/** Where a worker's words begin: state, thread id, argument. */
export const slot = (worker) => 4 + 4 * worker;
/** Where a thread's words begin, after those of the workers: argument, and 1 when it has ended. Ids count from 1. */
export const entryOf = (workers, id) => slot(workers) + 2 * (id - 1);
/** How many threads a run can have in all. */
export const mostThreads = 64;

/**
 * Hands (id, argument) to an idle worker and wakes it. The workers were started before, because a thread that blocks cannot
 * start one in a browser. A host may return from here as late as it likes: this one waits until the thread has ended, for at
 * most `delay` milliseconds.
 */
function spawn(mailbox, workers, argument, delay) {
  for (let worker = 0; worker < workers; worker++) {
    const at = slot(worker);
    if (Atomics.compareExchange(mailbox, at, IDLE, TAKEN) !== IDLE) continue;
    const id = Atomics.add(mailbox, LAST, 1) + 1;
    mailbox[at + 1] = id;
    mailbox[at + 2] = argument;
    mailbox[entryOf(workers, id)] = argument;
    Atomics.store(mailbox, at, CALLED);
    Atomics.notify(mailbox, at);
    if (
      delay > 0 &&
      Atomics.wait(mailbox, entryOf(workers, id) + 1, 0, delay) !== "timed-out"
    )
      Atomics.add(mailbox, LATE, 1);
    return id;
  }
  return EAGAIN;
}

/**
 * Instantiates `shared.module` with the shared memory and the few functions that Zig's std calls.
 * Every thread has an instance of its own: the stack pointer and the thread-local base are globals of the instance.
 * `write(text)` receives what the program prints.
 */
export function instantiate(
  { module, memory, mailbox, workers, spawnDelay },
  write,
) {
  const decoder = new TextDecoder();
  const imports = {
    env: { memory },
    wasi: {
      "thread-spawn": (argument) =>
        spawn(mailbox, workers, argument, spawnDelay),
    },
    wasi_snapshot_preview1: {
      fd_write(_descriptor, vectors, count, written) {
        const view = new DataView(memory.buffer);
        let bytes = 0;
        let text = "";
        for (let i = 0; i < count; i++) {
          const start = view.getUint32(vectors + 8 * i, true);
          const length = view.getUint32(vectors + 8 * i + 4, true);
          // A decoder refuses shared memory: slice() copies.
          text += decoder.decode(
            new Uint8Array(memory.buffer).slice(start, start + length),
          );
          bytes += length;
        }
        write(text);
        view.setUint32(written, bytes, true);
        return 0;
      },
      proc_exit(code) {
        throw new Exit(code);
      },
    },
  };
  for (const { module: from, name, kind } of WebAssembly.Module.imports(
    module,
  )) {
    if (kind === "function") (imports[from] ??= {})[name] ??= () => ENOSYS;
  }
  return new WebAssembly.Instance(module, imports);
}

/** An error as people see it: `RuntimeError: unreachable`. */
export const words = (error) => `${error.name}: ${error.message}`;

/** The first thread says where the program has what the host reads. */
export function announce(mailbox, { progress, evidence }) {
  mailbox[PROGRESS] = progress?.value ?? 0;
  mailbox[EVIDENCE] = evidence?.value ?? 0;
}

/** What was announced; 0 before that, and where the program has no such thing. */
export const announced = (mailbox) => ({
  progress: mailbox[PROGRESS],
  evidence: mailbox[EVIDENCE],
});
