import { gzipSync } from "node:zlib";

/** A file of an archive. */
export interface ArchiveFile {
  /** Path inside the archive, forward slashes, at most 100 bytes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

const block = 512;

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, "0")}\0`;
}

/** A ustar header (POSIX.1-1988): owner 0, time 0, so that equal files give equal bytes. */
function header({ path, bytes, executable }: ArchiveFile): Buffer {
  if (Buffer.byteLength(path) > 100)
    throw new Error(
      `${path}: longer than the 100 bytes that a ustar name holds; shorten the file’s name`,
    );
  const out = Buffer.alloc(block);
  out.write(path, 0);
  out.write(octal(executable ? 0o755 : 0o644, 8), 100);
  out.write(octal(0, 8), 108);
  out.write(octal(0, 8), 116);
  out.write(octal(bytes.length, 12), 124);
  out.write(octal(0, 12), 136);
  out.write(" ".repeat(8), 148);
  out.write("0", 156);
  out.write("ustar\0" + "00", 257);
  const sum = out.reduce((total, byte) => total + byte, 0);
  out.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return out;
}

/** A `.tar.gz` with deterministic bytes: sorted paths, no times, no owners, no system in the gzip header. */
export function archive(files: readonly ArchiveFile[]): Buffer {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const parts: Uint8Array[] = [];
  for (const file of sorted) {
    parts.push(header(file), file.bytes);
    parts.push(Buffer.alloc((block - (file.bytes.length % block)) % block));
  }
  parts.push(Buffer.alloc(2 * block));
  const zipped = gzipSync(Buffer.concat(parts), { level: 9 });
  // RFC 1952: byte 9 names the operating system; 255 is "unknown".
  zipped[9] = 255;
  return zipped;
}
