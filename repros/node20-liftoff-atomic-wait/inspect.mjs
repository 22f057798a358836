// How many memory.atomic.wait instructions a WebAssembly module has. Reads the binary format (core
// specification 3.0, chapter 5, with the threads proposal) as far as that takes; an instruction that it does not know is
// an error, never skipped.
const block = "b",
  index = "i",
  pair = "ii",
  memory = "m",
  byte = "1";

/** The immediates of each one-byte instruction that has any. */
const immediates = new Map([
  ...[0x02, 0x03, 0x04, 0x06].map((code) => [code, block]),
  ...[0x07, 0x08, 0x09, 0x0c, 0x0d, 0x10, 0x12, 0x14, 0x15, 0x18].map(
    (code) => [code, index],
  ),
  ...[
    0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, 0x41, 0x42, 0xd0,
    0xd2,
  ].map((code) => [code, index]),
  ...[0x11, 0x13].map((code) => [code, pair]),
  ...Array.from({ length: 23 }, (_, i) => [0x28 + i, memory]),
]);
/** Codes below 0xc5 that stand for nothing. */
const unknown = [0x16, 0x17, 0x1d, 0x1e, 0x27];
/** Those after the prefix 0xfc; up to 7, conversions without any. */
const bulkImmediates = [
  ...Array(8).fill(""),
  pair,
  index,
  pair,
  index,
  pair,
  index,
  pair,
  index,
  index,
  index,
];

class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  u8() {
    if (this.at >= this.bytes.length)
      throw new Error("not a whole WebAssembly module");
    return this.bytes[this.at++];
  }
  /** An unsigned LEB128 number. As a signed one it has the same length, which is all that constants need. */
  leb() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const next = this.u8();
      value |= BigInt(next & 127) << shift;
      if (next < 128) return Number(value);
    }
  }
}

function skip(reader, kinds) {
  for (const kind of kinds) {
    if (kind === byte) reader.u8();
    else if (kind === memory) {
      const alignment = reader.leb();
      if (alignment & 64) reader.leb();
      reader.leb();
    } else reader.leb();
  }
}

/** Counts in one function body. */
function count(reader, end, counts) {
  for (let groups = reader.leb(); groups > 0; groups--)
    (reader.leb(), reader.leb());
  while (reader.at < end) {
    const code = reader.u8();
    if (code === 0xfc) {
      const sub = reader.leb();
      if (bulkImmediates[sub] === undefined)
        throw new Error(`the unknown instruction 0xfc ${sub}`);
      skip(reader, bulkImmediates[sub]);
    } else if (code === 0xfe) {
      const sub = reader.leb();
      if (sub === 3) reader.u8();
      else {
        if (sub === 1 || sub === 2) counts.waits++;
        skip(reader, memory);
      }
    } else if (code === 0xfd) {
      const sub = reader.leb();
      if (sub <= 11 || sub === 92 || sub === 93) skip(reader, memory);
      else if (sub === 12 || sub === 13) reader.at += 16;
      else if (sub >= 84 && sub <= 91) skip(reader, [memory, byte]);
      else if (sub >= 21 && sub <= 34) reader.u8();
    } else if (code === 0x1f) {
      reader.leb();
      for (let catches = reader.leb(); catches > 0; catches--)
        skip(reader, reader.u8() < 2 ? pair : index);
    } else if (code === 0x0e)
      for (let targets = reader.leb() + 1; targets > 0; targets--) reader.leb();
    else if (code === 0x1c)
      for (let types = reader.leb(); types > 0; types--) reader.u8();
    else if (code === 0x43) reader.at += 4;
    else if (code === 0x44) reader.at += 8;
    else if (immediates.has(code)) skip(reader, immediates.get(code));
    else if (unknown.includes(code) || (code > 0xc4 && code !== 0xd1))
      throw new Error(`the unknown instruction 0x${code.toString(16)}`);
  }
}

/** @returns {{ waits: number }} */
export function inspect(bytes) {
  const reader = new Reader(bytes);
  if (bytes.length < 8 || bytes.readUInt32LE(0) !== 0x6d736100)
    throw new Error("not a WebAssembly module");
  reader.at = 8;
  const counts = { waits: 0 };
  while (reader.at < bytes.length) {
    const id = reader.u8();
    const length = reader.leb();
    const end = reader.at + length;
    if (id === 10)
      for (let bodies = reader.leb(); bodies > 0; bodies--) {
        const size = reader.leb();
        const stop = reader.at + size;
        count(reader, stop, counts);
        if (reader.at !== stop) throw new Error("an instruction was misread");
      }
    reader.at = end;
  }
  return counts;
}
