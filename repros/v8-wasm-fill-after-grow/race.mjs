// Runs the program once: one worker hands pages over, the other writes to them. Comes back with what became of it.
import { at, memories } from "./program.mjs";

const node = typeof process === "object";
const threads = node ? await import("node:worker_threads") : undefined;
const page = 65536;
/** What `copy` copies: bytes that no other page holds by chance. */
const source = Array.from({ length: 64 }, (_, i) => 1 + ((i * 7) % 251));
/** The bytes that a page begins with when it was written. */
const expected = {
  fill: Array(64).fill(170),
  copy: source,
  atomic: Array(4).fill(255),
  store: Array(8).fill(255),
};

function start(order, onMessage) {
  const url = new URL("./worker.mjs", import.meta.url);
  const worker = node
    ? new threads.Worker(url)
    : new Worker(url, { type: "module" });
  if (node)
    worker
      .on("message", onMessage)
      .on("error", (error) => onMessage({ failed: error.message }));
  else {
    worker.onmessage = (event) => onMessage(event.data);
    worker.onerror = (event) => onMessage({ failed: event.message });
  }
  worker.postMessage(order);
  return worker;
}

/** Reads each page back. Undefined where all are written, otherwise what is wrong. */
function unwritten(memory, write, times) {
  memory.grow(0);
  const bytes = new Uint8Array(memory.buffer);
  if (bytes.length !== (1 + times) * page)
    return `the memory has ${bytes.length / page} pages`;
  const pattern = expected[write.replace(/^(grow0|size)-/, "")];
  for (let number = 1; number <= times; number++)
    if (pattern.some((byte, i) => bytes[number * page + i] !== byte))
      return `page ${number} was not written`;
  return undefined;
}

/**
 * @param {{ bytes: Uint8Array, write: string, memory: "growing" | "fixed", times: number }} plan
 * @returns {Promise<{ trap?: string, inside?: boolean, after?: number, failed?: string }>} `after` is how many pages were
 *   written before the trap; `inside` that the trapped write lay inside the memory: see worker.mjs
 */
export async function race({ bytes, write, memory: kind, times }) {
  const { initial, maximum } = memories[kind];
  const memory = new WebAssembly.Memory({ initial, maximum, shared: true });
  new Uint8Array(memory.buffer).set(source, at.source);
  const workers = [];
  const result = await new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve({ failed: "no answer in 60 s" }),
      60_000,
    );
    const listen = (message) => {
      if (message.done === "hand") return;
      clearTimeout(timer);
      resolve(message);
    };
    for (const role of ["write", "hand"])
      workers.push(start({ bytes, memory, role, times }, listen));
  });
  for (const worker of workers) worker.terminate();
  if (result.done !== "write") return result;
  const failed = unwritten(memory, write, times);
  return failed === undefined ? {} : { failed };
}
