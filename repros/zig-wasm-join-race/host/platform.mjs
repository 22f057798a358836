// The little in which Node's worker threads and a browser's Web Workers differ.
const node =
  typeof process === "object" && process.versions?.node !== undefined;
const threads = node ? await import("node:worker_threads") : undefined;

/** Starts worker.mjs. `onMessage` hears what it sends, `onError` why it could not run. */
export function startWorker(onMessage, onError) {
  const url = new URL("./worker.mjs", import.meta.url);
  if (threads !== undefined) {
    const worker = new threads.Worker(url);
    worker.on("message", onMessage).on("error", onError);
    return worker;
  }
  const worker = new Worker(url, { type: "module" });
  worker.onmessage = (event) => onMessage(event.data);
  worker.onerror = (event) =>
    onError(new Error(event.message ?? "the worker could not be loaded"));
  return worker;
}

/** In a worker: the first message from the one that started it. */
export function receive(listener) {
  if (threads !== undefined) threads.parentPort.once("message", listener);
  else self.onmessage = (event) => listener(event.data);
}

/** In a worker: tells the one that started it. */
export function send(message) {
  if (threads !== undefined) threads.parentPort.postMessage(message);
  else self.postMessage(message);
}
