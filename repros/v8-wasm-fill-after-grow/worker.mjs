// One thread, in Node or in a browser: runs an export of the program and says how it ended. A writer that trapped also
// finds out whether its write lay inside the memory:
//  - the page was there before the write: the other thread's size of the memory, which the writer had read, covers it;
//  - a plain load of the same address works, before anything told this thread that the memory grew;
//  - the same instruction at the same address works after memory.grow(0).
import { at } from "./program.mjs";

const outOfBounds = "RuntimeError: memory access out of bounds";

const threads =
  typeof process === "object" ? await import("node:worker_threads") : undefined;
const port = threads === undefined ? self : threads.parentPort;

const works = (action) => {
  try {
    action();
    return true;
  } catch {
    return false;
  }
};

function work({ bytes, memory, role, times }) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    env: { memory },
  });
  try {
    exports[role](times);
    port.postMessage({ done: role });
  } catch (error) {
    const trap = `${error.name}: ${error.message}`;
    if (role !== "write")
      return port.postMessage({ failed: `${role}: ${trap}` });
    const words = new Int32Array(memory.buffer, 0, 8);
    const address = words[at.address / 4];
    const there = words[at.sizeSeen / 4] * 65536 >= address + 64;
    const read = works(() => exports.read(address));
    memory.grow(0);
    const retried = works(() => exports.retry(address));
    port.postMessage({
      trap,
      page: address / 65536,
      pagesSeen: words[at.sizeSeen / 4],
      read,
      retried,
      inside: trap === outOfBounds && there && read && retried,
      after: words[at.written / 4],
    });
  }
}
if (threads === undefined) self.onmessage = (event) => work(event.data);
else port.once("message", work);
