/** Programs in a root of their own, started with that root’s loader and libraries: this machine’s are older, and do not fit. */
import {
  chmod,
  open,
  readdir,
  realpath,
  rename,
  writeFile,
} from "node:fs/promises";
import { join, relative } from "node:path";

const loader = "/lib64/ld-linux-x86-64.so.2";

/** Starts a program that was linked against the root’s C library. */
export const programStarter = "misbuilt-start";

/** Where the program lies for which a starter stands. */
export function startedBy(path: string): string {
  return `${path}.real`;
}

/** The program that a reproducer names, and what it gets before a script’s own arguments. */
interface Main {
  readonly executable: string;
  readonly arguments: readonly string[];
}

/** `up` is the way from the starter’s folder to the root; `before` are folders of libraries before the root’s. */
function start(up: string, before: string, words: readonly string[]): string {
  return `#!/bin/sh
self=$(readlink -f "$0")
root=$(readlink -f "\${self%/*}/${up}")
exec "$root${loader}" --library-path "${before}$root/usr/lib/x86_64-linux-gnu" ${[...words, '"$@"'].join(" ")}
`;
}

async function put(path: string, text: string): Promise<void> {
  await writeFile(path, text);
  await chmod(path, 0o755);
}

/** Whether a file is a program that asks for the usual loader. Linkers write that near the beginning. */
async function asksForLoader(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0);
    const head = buffer.subarray(0, bytesRead);
    return head.indexOf("\x7fELF") === 0 && head.includes(`${loader}\0`);
  } finally {
    await file.close();
  }
}

/**
 * Puts a starter in the place of each program of a root, so that a compiler can start its passes, the assembler and the
 * linker. That of `executable` has `arguments` before those that it is given. Says whether `executable` is among them.
 */
export async function putStarters(
  root: string,
  { executable, arguments: first }: Main,
): Promise<boolean> {
  const top = await realpath(root);
  const main = await realpath(join(top, executable)).catch(() => undefined);
  const entries = await readdir(top, { recursive: true, withFileTypes: true });
  let isThere = false;
  for (const entry of entries) {
    // A library stays one, although libc.so.6 asks for the loader too.
    if (!entry.isFile() || /\.so(?:\.|$)/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    if (!(await asksForLoader(path))) continue;
    const isMain = path === main;
    isThere ||= isMain;
    const given = isMain ? first.map((one) => `"${one}"`) : [];
    const words = ['--argv0 "$0"', `"${startedBy("$self")}"`, ...given];
    await rename(path, startedBy(path));
    await put(path, start(relative(entry.parentPath, top), "", words));
  }
  // A program that was built may have libraries of its own; a tool has the root’s alone.
  const own = "${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}";
  await put(join(top, programStarter), start(".", own, []));
  return isThere;
}
