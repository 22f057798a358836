// What a program shows when a run has ended, well or not: its counters, and by which mechanism it broke. A mechanism is
// named only where the program's memory proves it; every other end stays without one.

/** @typedef {{id: number, argument: number, ended: boolean}} Thread  one that thread-spawn started, its id and argument */

const wordsAt = (memory, address, count) =>
  address === 0
    ? new Uint32Array(count)
    : new Uint32Array(memory.buffer, address, count);

/** The counters, live. The order is that of `progress` in threads.zig and corners.zig. */
export function progressAt(memory, address) {
  const [counter, expected, checked, damaged, finished, refused, held, joined] =
    wordsAt(memory, address, 8);
  return {
    counter,
    expected,
    checked,
    damaged,
    finished,
    refused,
    held,
    joined,
  };
}

/** `evidence` of threads.zig. */
export function doingAt(memory, address) {
  const [doing, joining, word, twice, block, mark, otherMark] = wordsAt(
    memory,
    address,
    7,
  );
  return {
    joins: doing === 1,
    locks: doing === 2,
    joining,
    word,
    twice,
    block,
    mark,
    otherMark,
  };
}

/** `evidence` of corners.zig. */
export function marksAt(memory, address) {
  const words = wordsAt(memory, address, 7);
  const range = (i) => ({ at: words[i], end: words[i] + words[i + 1] });
  return {
    marked: [range(0), range(2)].filter(({ at }) => at !== 0),
    written: range(4),
    readBack: words[6],
  };
}

const mark = 0xc5;
const otherMark = 0x55;

/** Which of the marked memory a thread's own locals lie in, and whether all of that holds what the thread wrote. */
function overwritten(memory, { marked, written }) {
  const bytes = new Uint8Array(memory.buffer);
  return marked.flatMap((range) => {
    const from = Math.max(range.at, written.at);
    const to = Math.min(range.end, written.end);
    if (from >= to) return [];
    const same = bytes.slice(from, to).every((byte) => byte === otherMark);
    return same ? [{ range, bytes: to - from }] : [];
  });
}

/** Whether bytes that are not marked any more hold all of these words, in any order. */
function holdsWords(memory, { marked }, words) {
  const view = new DataView(memory.buffer);
  const found = new Set();
  for (const { at, end } of marked)
    for (let i = at; i < end; i += 4) found.add(view.getUint32(i, true));
  return words.every((word) => found.has(word));
}

const leave = (memory, marks) => {
  const [hit] = overwritten(memory, marks);
  return (
    hit && {
      mechanism:
        "the end of a detached thread wrote on the first thread's stack",
      proof: `${hit.bytes} bytes of the locals of the thread's free lie among the first thread's locals and hold what free wrote`,
    }
  );
};

/** For each scenario of corners.zig, the mechanism that it shows. The others are those of threads.zig. */
const corners = {
  deep(memory, marks) {
    const [hit] = overwritten(memory, marks);
    if (hit === undefined) return undefined;
    const where = hit.range === marks.marked[0] ? "below" : "above";
    return {
      mechanism: `the thread's stack lies in the block ${where} its own`,
      proof: `${hit.bytes} bytes of the thread's locals lie in that block and hold what the thread wrote`,
    };
  },
  leave,
  stay: leave,
  enter(memory, marks, threads) {
    const thread = threads.find(({ id }) => id === 1);
    if (thread === undefined) return undefined;
    const { id, argument } = thread;
    return holdsWords(memory, marks, [id, argument])
      ? {
          mechanism:
            "a starting thread wrote its id and its argument on the first thread's stack",
          proof: `id ${id} and argument ${argument} stand among the first thread's locals`,
        }
      : undefined;
  },
};

/** Whether the scenario is one of corners.zig. */
export const corner = (entry) => Object.hasOwn(corners, entry);

const refusal =
  "thread 0: RuntimeError: Atomics.wait cannot be called in this context";

/**
 * The mechanism by which a run broke, with what proves it; undefined where nothing does.
 * `stuck` is what waitsForEver() found.
 * @returns {{mechanism: string, proof: string} | undefined}
 */
export function explain(entry, memory, address, { threads, detail, stuck }) {
  if (stuck !== undefined) return stuck;
  if (corner(entry))
    return corners[entry](memory, marksAt(memory, address), threads);
  const now = doingAt(memory, address);
  if (now.twice > 0)
    return {
      mechanism: "one block was given to two threads",
      proof: `${now.twice} blocks; the one at ${now.block} belongs to thread ${now.mark >>> 24} as its ${now.mark & 0xffffff}th and to thread ${now.otherMark >>> 24} as its ${now.otherMark & 0xffffff}th`,
    };
  if (detail === refusal && (now.joins || now.locks))
    return {
      mechanism: `the first thread may not wait: Atomics.wait cannot be called in this context, while it ${now.joins ? "joins" : "locks a mutex that another thread holds"}`,
      proof: detail,
    };
  return undefined;
}

/** The word that the first thread's join waits for, where its thread has ended and the word still holds that thread's id. */
export function lostWord(memory, address, threads) {
  const { joins, word } = doingAt(memory, address);
  if (!joins || word === 0) return undefined;
  const value = new Int32Array(memory.buffer)[word / 4];
  return threads.some(({ id, ended }) => id === value && ended)
    ? { word, value }
    : undefined;
}

/**
 * The test of a join that is taken to wait for ever: were the word 0, would it return? Stores that 0, and says after
 * at most two seconds whether the first thread went on.
 */
export async function returnsOnZero(memory, address, { word }, hasReturned) {
  const { joining } = doingAt(memory, address);
  const words = new Int32Array(memory.buffer);
  Atomics.store(words, word / 4, 0);
  Atomics.notify(words, word / 4);
  for (let i = 0; i < 200; i++) {
    const now = doingAt(memory, address);
    if (hasReturned() || now.joining !== joining || !now.joins) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

/** The count of bytes that no longer hold the mark they had. */
export function lostBytes(memory, address) {
  const bytes = new Uint8Array(memory.buffer);
  let lost = 0;
  for (const { at, end } of marksAt(memory, address).marked)
    for (let i = at; i < end; i++) if (bytes[i] !== mark) lost++;
  return lost;
}
