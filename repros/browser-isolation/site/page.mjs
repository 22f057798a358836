// Does what a program with threads does first, and sends back what the browser said, to the port that ?answers names.
const attempt = async (action) => {
  try {
    return String(await action());
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const memory = () =>
  new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
const toWorker = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker("worker.mjs");
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) =>
      reject(new Error(event.message ?? "the worker could not be loaded"));
    worker.postMessage(memory());
  });
const answers = {
  "self.isSecureContext": await attempt(() => self.isSecureContext),
  "window.top === window": await attempt(() => window.top === window),
  "self.crossOriginIsolated": await attempt(() => self.crossOriginIsolated),
  "new SharedArrayBuffer(4)": await attempt(() => new SharedArrayBuffer(4)),
  "shared WebAssembly.Memory": await attempt(() => memory()),
  "its postMessage to a worker": await attempt(toWorker),
  "Atomics.wait on the main thread": await attempt(() =>
    Atomics.wait(new Int32Array(memory().buffer), 0, 0, 1),
  ),
};
const port = new URLSearchParams(location.search).get("answers");
await fetch(`http://127.0.0.1:${port}/`, {
  method: "POST",
  body: JSON.stringify(answers),
});
