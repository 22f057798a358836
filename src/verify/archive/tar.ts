import { Bytes } from "./bytes.ts";
import { ArchiveError, nameOf, type Entry } from "./entry.ts";

/**
 * The format is POSIX’s (pax, “ustar Interchange Format”), with GNU tar’s long names: headers of 512 bytes, each
 * followed by its file in blocks of 512, and zeros at the end.
 */
const block = 512;

/** Long names and extended headers must fit here: no path is longer. */
const longest = 64 * 1024;

function text(header: Buffer, at: number, length: number): Buffer {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

function number(header: Buffer, at: number, length: number): number {
  // GNU tar writes what does not fit as a binary number with the first bit set.
  const value =
    ((header[at] ?? 0) & 0x80) !== 0
      ? Number(header.readBigUInt64BE(at + length - 8))
      : Number.parseInt(
          text(header, at, length).toString("latin1").trim() || "0",
          8,
        );
  if (!Number.isSafeInteger(value))
    throw new ArchiveError("a header has a field that is no number");
  return value;
}

function check(header: Buffer): void {
  let sum = 8 * 0x20;
  header.forEach((byte, at) => {
    // The sum counts itself as blanks.
    if (at < 148 || at >= 156) sum += byte;
  });
  if (sum !== Number.parseInt(text(header, 148, 8).toString("latin1"), 8))
    throw new ArchiveError("it is not a tar archive, or is damaged");
}

/** The records of an extended header, `LENGTH NAME=VALUE\n` each. */
function parseRecords(bytes: Buffer): Map<string, Buffer> {
  const records = new Map<string, Buffer>();
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(0x20, at);
    const length = Number(bytes.subarray(at, blank).toString("latin1"));
    const equals = bytes.indexOf(0x3d, blank);
    if (blank < 0 || equals < 0 || !(length > 0))
      throw new ArchiveError("an extended header is damaged");
    records.set(
      bytes.subarray(blank + 1, equals).toString("latin1"),
      bytes.subarray(equals + 1, at + length - 1),
    );
    at += length;
  }
  return records;
}

const refused: Readonly<Record<string, string>> = {
  "3": "a device",
  "4": "a device",
  "6": "a pipe",
  S: "a sparse file",
};

/** Reads an archive as a stream. Throws `ArchiveError` at what is not kept. */
export async function* readTar(
  source: AsyncIterable<Buffer>,
): AsyncGenerator<Entry> {
  const bytes = new Bytes(source);
  const body = async (size: number): Promise<Buffer> => {
    if (size > longest) throw new ArchiveError("a name is too long");
    const found = await bytes.take(Math.ceil(size / block) * block);
    return found?.subarray(0, size) ?? Buffer.alloc(0);
  };
  let longName: Buffer | undefined;
  let longTarget: Buffer | undefined;
  let records = new Map<string, Buffer>();
  for (;;) {
    const header = await bytes.take(block);
    if (header === undefined || header.every((byte) => byte === 0)) break;
    check(header);
    const type = String.fromCharCode(header[156] ?? 0);
    const size = number(header, 124, 12);
    if (type === "L") longName = text(await body(size), 0, size);
    else if (type === "K") longTarget = text(await body(size), 0, size);
    else if (type === "x") records = parseRecords(await body(size));
    else if (type === "g") await body(size);
    else {
      yield* entryOf(bytes, header, type, {
        path: records.get("path") ?? longName,
        target: records.get("linkpath") ?? longTarget,
        size: Number(records.get("size")?.toString("latin1") ?? size),
        sparse: [...records.keys()].some((key) => key.startsWith("GNU.sparse")),
      });
      longName = longTarget = undefined;
      records = new Map();
    }
  }
  await bytes.drain();
}

async function* entryOf(
  bytes: Bytes,
  header: Buffer,
  type: string,
  extended: {
    readonly path: Buffer | undefined;
    readonly target: Buffer | undefined;
    readonly size: number;
    readonly sparse: boolean;
  },
): AsyncGenerator<Entry> {
  const ustar = header.subarray(257, 263).toString("latin1") === "ustar\0";
  const prefix = ustar ? text(header, 345, 155) : Buffer.alloc(0);
  const short = text(header, 0, 100);
  const path = nameOf(
    extended.path ??
      (prefix.length === 0
        ? short
        : Buffer.concat([prefix, Buffer.from("/"), short])),
  );
  const target = nameOf(extended.target ?? text(header, 157, 100));
  const { size } = extended;
  const what = extended.sparse ? "a sparse file" : refused[type];
  if (what !== undefined) throw new ArchiveError(`${path} is ${what}`);
  if (type === "5") yield { kind: "folder", path };
  else if (type === "2") yield { kind: "link", path, target };
  else if (type === "1") yield { kind: "name", path, target };
  else if (type === "0" || type === "\0" || type === "7") {
    yield {
      kind: "file",
      path,
      executable: (number(header, 100, 8) & 0o100) !== 0,
      modified: number(header, 136, 12),
      bytes: bytes.stream(size),
    };
    await bytes.take((block - (size % block)) % block);
  } else
    throw new ArchiveError(
      `${path} is of an unknown kind, ${JSON.stringify(type)}`,
    );
}
