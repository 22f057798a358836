// One worker: the program's first thread, or one that waits until `thread-spawn` gives it a thread to run.
import {
  CALLED,
  Exit,
  IDLE,
  announce,
  entryOf,
  instantiate,
  slot,
  words,
} from "./wasi.mjs";
import { receive, send } from "./platform.mjs";

receive((order) => {
  const write = (text) => send({ text });
  if (order.first) {
    guard(0, () => {
      const { exports } = instantiate(order.shared, write);
      announce(order.shared.mailbox, exports);
      send({ returned: exports[order.entry](...order.args) });
    });
    return;
  }
  const { mailbox, workers } = order.shared;
  const at = slot(order.worker);
  Atomics.store(mailbox, at, IDLE);
  send({ ready: order.worker });
  for (;;) {
    for (let state; (state = Atomics.load(mailbox, at)) !== CALLED;)
      Atomics.wait(mailbox, at, state);
    const [id, argument] = [mailbox[at + 1], mailbox[at + 2]];
    const ended = guard(id, () => {
      const { exports } = instantiate(order.shared, write);
      // misbuilt:region host-stack
      // Zig's Debug build of wasi_thread_start writes to the stack before it has set one, and an instance starts
      // with the first thread's. Give the thread a few bytes of its own for that, before it starts.
      if (order.shared.entryStacks !== undefined) {
        exports.__stack_pointer.value =
          exports[order.shared.entryStacks].value + 1024 * (order.worker + 1);
      }
      // misbuilt:endregion host-stack
      exports.wasi_thread_start(id, argument);
    });
    if (!ended) return;
    Atomics.store(mailbox, at, IDLE);
    Atomics.store(mailbox, entryOf(workers, id) + 1, 1);
    Atomics.notify(mailbox, entryOf(workers, id) + 1);
  }
});

/** Runs `body`; a trap or an exit is reported at once, for the thread that would wait for this one never hears of it. */
function guard(thread, body) {
  try {
    body();
    return true;
  } catch (error) {
    send(
      error instanceof Exit
        ? { exited: error.code, thread }
        : { trapped: words(error), thread },
    );
    return false;
  }
}
