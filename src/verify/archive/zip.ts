import { open, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { ArchiveError, nameOf, type Entry } from "./entry.ts";

/** PKWARE’s APPNOTE.TXT, 4.3.16, 4.3.12 and 4.3.7: the records that are read, by their signatures and fixed lengths. */
const end = { signature: 0x06054b50, length: 22 };
const central = { signature: 0x02014b50, length: 46 };
const local = { signature: 0x04034b50, length: 30 };
const longestComment = 0xffff;
const piece = 1 << 20;

interface Listed {
  readonly path: string;
  readonly mode: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

async function read(
  file: FileHandle,
  position: number,
  length: number,
): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead < length)
    throw new ArchiveError("it ends in the middle of an entry");
  return buffer;
}

async function list(file: FileHandle): Promise<Listed[]> {
  const { size } = await file.stat();
  const tail = Math.min(size, end.length + longestComment);
  const last = await read(file, size - tail, tail);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(end.signature);
  const at = last.lastIndexOf(mark);
  if (at < 0 || at + end.length > last.length)
    throw new ArchiveError("it is not a zip archive, or is cut off");
  const count = last.readUInt16LE(at + 10);
  const length = last.readUInt32LE(at + 12);
  const start = last.readUInt32LE(at + 16);
  if (count === 0xffff || length === 0xffffffff || start === 0xffffffff)
    throw new ArchiveError("it needs the zip64 extension, which is not read");
  const directory = await read(file, start, length);
  const listed: Listed[] = [];
  for (let here = 0; listed.length < count;) {
    if (
      here + central.length > length ||
      directory.readUInt32LE(here) !== central.signature
    )
      throw new ArchiveError("its directory is damaged");
    const name = directory.readUInt16LE(here + 28);
    const path = nameOf(
      directory.subarray(here + central.length, here + central.length + name),
    );
    if ((directory.readUInt16LE(here + 8) & 1) !== 0)
      throw new ArchiveError(`${path} is encrypted`);
    listed.push({
      path,
      // Unix permissions and kind, where Unix made it.
      mode:
        directory[here + 5] === 3
          ? directory.readUInt16LE(here + 40)
          : 0o100644,
      method: directory.readUInt16LE(here + 10),
      crc: directory.readUInt32LE(here + 16),
      packed: directory.readUInt32LE(here + 20),
      size: directory.readUInt32LE(here + 24),
      offset: directory.readUInt32LE(here + 42),
    });
    here +=
      central.length +
      name +
      directory.readUInt16LE(here + 30) +
      directory.readUInt16LE(here + 32);
  }
  return listed;
}

/** A part of the file, piece by piece. */
async function* pieces(
  file: FileHandle,
  start: number,
  length: number,
): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += piece)
    yield await read(file, start + at, Math.min(piece, length - at));
}

async function* contents(
  file: FileHandle,
  { path, method, crc, packed, size, offset }: Listed,
): AsyncGenerator<Buffer> {
  const header = await read(file, offset, local.length);
  if (header.readUInt32LE(0) !== local.signature)
    throw new ArchiveError(`${path} is not where the directory says`);
  if (method !== 0 && method !== 8)
    throw new ArchiveError(`${path} is packed by an unknown method, ${method}`);
  const start =
    offset + local.length + header.readUInt16LE(26) + header.readUInt16LE(28);
  const stored = pieces(file, start, packed);
  const unpacked: AsyncIterable<Buffer> =
    method === 0 ? stored : Readable.from(stored).pipe(createInflateRaw());
  let length = 0;
  let sum = 0;
  for await (const part of unpacked) {
    length += part.length;
    sum = crc32(part, sum);
    // A file may not grow past what it says: that is how zip bombs hide.
    if (length > size) break;
    yield part;
  }
  if (length !== size || sum !== crc)
    throw new ArchiveError(`${path} is not what its checksum says`);
}

/** Reads an archive’s files in the order of its directory. Throws `ArchiveError` at what is not kept. */
export async function* readZip(path: string): AsyncGenerator<Entry> {
  const file = await open(path);
  try {
    for (const one of await list(file)) {
      const kind = one.mode & 0o170000;
      if (one.path.endsWith("/")) yield { kind: "folder", path: one.path };
      else if (kind !== 0 && kind !== 0o100000)
        throw new ArchiveError(`${one.path} is neither a file nor a folder`);
      else
        yield {
          kind: "file",
          path: one.path,
          executable: (one.mode & 0o100) !== 0,
          modified: undefined,
          bytes: contents(file, one),
        };
    }
  } finally {
    await file.close();
  }
}
