// Runs the program once: one worker grows, the other writes. Comes back with what the writer came to.
import { pages, program } from "./program.mjs";

const node = typeof process === "object";
const threads = node ? await import("node:worker_threads") : undefined;

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

/** @returns {Promise<{trap?: string, after?: number, failed?: string}>} `after` is how many pages were written */
export async function race(name, times) {
  const memory = new WebAssembly.Memory({ ...pages, shared: true });
  const workers = [];
  const result = await new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve({ failed: "no answer in 20 s" }),
      20_000,
    );
    const listen = (message) => {
      if (message.name === "grow") return;
      clearTimeout(timer);
      resolve(message);
    };
    workers.push(start({ program, memory, name, times }, listen));
    workers.push(start({ program, memory, name: "grow", times }, listen));
  });
  for (const worker of workers) worker.terminate();
  return result;
}
