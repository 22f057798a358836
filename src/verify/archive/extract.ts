import { linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdir, open, utimes } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { errorCode } from "../load.ts";
import { ArchiveError, type Entry } from "./entry.ts";

/** Up to so many bytes a file is collected and written at once. */
const small = 1 << 20;

/** What each entry counts for besides its bytes, so that empty files have an end too. */
const each = 512;

/** The path as a plain relative one. Throws where it leads out of the folder. */
function inside(path: string): string {
  const plain = posix.normalize(path).replace(/\/$/, "");
  if (
    posix.isAbsolute(plain) ||
    plain === ".." ||
    plain.startsWith("../") ||
    plain.includes("\0")
  )
    throw new ArchiveError(`${JSON.stringify(path)} leads out of the archive`);
  return plain;
}

/**
 * Unpacks into a folder, which must be new or empty; the only way in which this program unpacks anything. It keeps files, folders, links that
 * stay inside, and whether a file can be executed; no owner, no set-id bit, no device, no pipe. Bytes are counted as they
 * are written, the zeros of sparse files too. Throws `ArchiveError`; what was written until then is the caller’s to
 * remove.
 */
export async function extract(
  entries: AsyncIterable<Entry>,
  folder: string,
  limitMiB: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const folders = new Set(["."]);
  const links: { path: string; target: string }[] = [];
  const files = new Set<string>();
  let bytes = 0;
  const count = (more: number): void => {
    bytes += more;
    if (bytes > limitMiB * (1 << 20))
      throw new ArchiveError(`it unpacks to more than ${limitMiB} MiB`);
  };
  const makeFolder = (path: string): void => {
    if (folders.has(path)) return;
    makeFolder(dirname(path));
    mkdirSync(join(folder, path));
    folders.add(path);
  };
  try {
    for await (const entry of entries) {
      const path = inside(entry.path);
      count(each);
      if (entry.kind === "folder") {
        makeFolder(path);
        continue;
      }
      makeFolder(dirname(path));
      if (entry.kind === "file") {
        await writeFile(join(folder, path), entry, count);
        files.add(path);
      } else if (entry.kind === "name") {
        const target = inside(entry.target);
        if (!files.has(target))
          throw new ArchiveError(`${path} is another name of no file in it`);
        linkSync(join(folder, target), join(folder, path));
        files.add(path);
      } else {
        if (posix.isAbsolute(entry.target))
          throw new ArchiveError(`${path} leads to ${entry.target}, outside`);
        inside(posix.join(dirname(path), entry.target));
        links.push({ path, target: entry.target });
      }
    }
    // Last: while files are written there is no link that they could go through.
    for (const { path, target } of links)
      symlinkSync(target, join(folder, path));
  } catch (error) {
    if (errorCode(error) === "EEXIST")
      throw new ArchiveError(`it holds a path twice: ${String(error)}`);
    throw error;
  }
}

async function writeFile(
  path: string,
  { bytes, executable, modified }: Extract<Entry, { kind: "file" }>,
  count: (more: number) => void,
): Promise<void> {
  const mode = executable ? 0o755 : 0o644;
  let first: Buffer[] = [];
  let length = 0;
  let file;
  try {
    for await (const part of bytes) {
      count(part.length);
      length += part.length;
      if (file === undefined && length <= small) first.push(part);
      else {
        file ??= await open(path, "wx", mode);
        for (const one of [...first, part]) await file.writeFile(one);
        first = [];
      }
    }
    if (file === undefined)
      writeFileSync(path, Buffer.concat(first), { flag: "wx", mode });
  } finally {
    await file?.close();
  }
  if (modified !== undefined) await utimes(path, modified, modified);
}
