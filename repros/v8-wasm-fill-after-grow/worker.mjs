// One thread, in Node or in a browser: runs an export of the program and says how it ended.
const threads =
  typeof process === "object" ? await import("node:worker_threads") : undefined;
const port = threads === undefined ? self : threads.parentPort;

function work({ program, memory, name, times }) {
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(program),
    { env: { memory } },
  );
  try {
    exports[name](times);
    port.postMessage({ name });
  } catch (error) {
    port.postMessage({
      name,
      trap: `${error.name}: ${error.message}`,
      after: new Int32Array(memory.buffer)[2],
    });
  }
}
if (threads === undefined) self.onmessage = (event) => work(event.data);
else port.once("message", work);
