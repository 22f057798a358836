// node module.mjs PROGRAM.wasm: what a program with threads lacks, from its sections of imports and exports.
// https://webassembly.github.io/threads/core/binary/ has the format: a memory's limits are a byte of flags (1: it has a
// maximum, 2: it is shared), the initial size and the maximum, in pages.
import { readFileSync } from "node:fs";

/** Reads LEB128 numbers, names and skips, from `at` on. */
function reader(bytes, at = 0) {
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error("it ends in the middle");
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const name = () => {
    const length = number();
    at += length;
    return new TextDecoder().decode(bytes.subarray(at - length, at));
  };
  const limits = () => {
    const flags = number();
    return {
      shared: (flags & 2) !== 0,
      initial: number(),
      maximum: (flags & 1) === 0 ? undefined : number(),
    };
  };
  return {
    number,
    name,
    limits,
    more: () => at < bytes.length,
    take(length) {
      at += length;
      return reader(bytes.subarray(at - length, at));
    },
  };
}

/** The imported memory, the functions that are imported, and the names that are exported. */
function read(bytes) {
  if (new TextDecoder().decode(bytes.subarray(0, 4)) !== "\0asm")
    throw new Error("it is no WebAssembly program");
  const found = { memory: undefined, functions: [], exports: [] };
  const sections = reader(bytes, 8);
  while (sections.more()) {
    const id = sections.number();
    const section = sections.take(sections.number());
    if (id === 2)
      for (let left = section.number(); left > 0; left--) {
        const name = `${section.name()}.${section.name()}`;
        const kind = section.number();
        if (kind === 0) {
          section.number();
          found.functions.push(name);
        } else if (kind === 1) {
          section.number();
          section.limits();
        } else if (kind === 2) found.memory = section.limits();
        else section.take(2);
      }
    if (id === 7)
      for (let left = section.number(); left > 0; left--) {
        found.exports.push(section.name());
        section.number();
        section.number();
      }
  }
  return found;
}

function lacks({ memory, functions, exports }) {
  const all = [];
  if (!functions.includes("wasi.thread-spawn")) return undefined;
  if (!exports.includes("wasi_thread_start"))
    all.push(
      "it does not export wasi_thread_start: --export=wasi_thread_start",
    );
  if (memory === undefined)
    all.push(
      "it does not import its memory, so each thread has one of its own: --import-memory",
    );
  else if (!memory.shared)
    all.push("its memory is not shared: --shared-memory");
  else if (memory.maximum === memory.initial)
    all.push(
      `its memory can never grow, and a host that offers more than ${memory.maximum} pages is refused: --max-memory`,
    );
  return all;
}

let status = 2;
try {
  const [path] = process.argv.slice(2);
  const missing = lacks(read(readFileSync(path)));
  if (missing === undefined)
    console.log("it does not import wasi.thread-spawn: it starts no threads");
  for (const words of missing ?? []) console.log(words);
  status = missing === undefined || missing.length === 0 ? 0 : 1;
} catch (error) {
  console.log(error.message);
}
console.log(["not affected", "affected", "cannot tell"][status]);
process.exit(status);
