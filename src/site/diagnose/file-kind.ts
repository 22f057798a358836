/** What a file is, as far as the page has something to say of it. */
export type FileKind =
  | "empty"
  | "text"
  | "Cargo.toml"
  | "Mach-O"
  | "ELF"
  | "core dump"
  | "PE"
  | "wasm"
  | "static library"
  | "archive"
  | "picture"
  | "minidump"
  | "unknown";

/** How files begin, in hexadecimal; the first that fits counts. */
const beginnings: readonly (readonly [begins: RegExp, kind: FileKind])[] = [
  // The type of an ELF file, in either byte order, stands after 16 bytes.
  [/^7f454c46.{24}(?:0400|0004)/, "core dump"],
  [/^7f454c46/, "ELF"],
  [/^(?:feedfac[ef]|c[ef]faedfe)/, "Mach-O"],
  // A universal binary says how many it holds; a Java class has its version there, 45 or more.
  [/^cafebab[ef]000000[01]/, "Mach-O"],
  [/^0061736d/, "wasm"],
  [/^213c(?:61726368|7468696e)3e0a/, "static library"],
  [/^4d444d50/, "minidump"],
  [/^4d5a/, "PE"],
  // gzip, zip, xz, bzip2, zstd, 7z
  [/^(?:1f8b|504b0[35]|fd377a585a|425a68|28b52ffd|377abcaf)/, "archive"],
  // PNG, JPEG, GIF, WebP, BMP
  [/^(?:89504e47|ffd8ff|47494638|52494646.{8}57454250|424d)/, "picture"],
];

/** How many bytes of a file say what it is. */
export const headLength = 4096;

/** Whether the bytes begin with a UTF-16 byte order mark, as logs that Windows wrote may. */
export function isUtf16([first, second]: Uint8Array): boolean {
  return (
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  );
}

/** Tells what a file is by its first bytes, and by its name where it is text. */
export function fileKind(name: string, head: Uint8Array): FileKind {
  if (head.length === 0) return "empty";
  const binary = head.includes(0) && !isUtf16(head);
  const start = [...head.subarray(0, 32)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  const known = beginnings.find(([begins]) => begins.test(start))?.[1];
  // "MZ" and "BM" are letters, with which a text may begin too; the others are not, or say more.
  if (known !== undefined && (binary || !/^(?:4d5a|424d|425a68)/.test(start)))
    return known;
  if (binary) return "unknown";
  return /(?:^|[/\\])Cargo\.toml$/i.test(name) ? "Cargo.toml" : "text";
}

/** Kinds that src/detect/examine.ts reads as a whole, for facts. */
export const examinedKinds: ReadonlySet<FileKind> = new Set([
  "ELF",
  "Cargo.toml",
]);

/** What the page says of a file beside its diagnosis, or in its place: a sentence, and the command whose output it does read. */
export interface Advice {
  readonly sentence: string;
  readonly command?: string;
}

/** A file's name as a shell takes it. */
function quoted(name: string): string {
  return /^[\w@%+=:,./-]+$/.test(name)
    ? name.replace(/^-/, "./-")
    : `'${name.replaceAll("'", "'\\''")}'`;
}

/** The advice for a file of each kind, or undefined for text, which is read whole. */
export function adviceFor(kind: FileKind, name: string): Advice | undefined {
  const file = quoted(name);
  const notRead = "This page reads text and no programs";
  switch (kind) {
    case "text":
      return undefined;
    case "empty":
      return {
        sentence: `${name} is empty. Where a command was to fill it, its messages may have gone to standard error: add \`2>&1\` behind the redirection.`,
      };
    case "Cargo.toml":
      return {
        sentence: `Of ${name} this page reads the profiles. A manifest alone cannot say that a program is affected: the program decides, and each page below has a check of it.`,
      };
    case "Mach-O":
      return {
        sentence: `${name} is a Mach-O program. ${notRead}. Drop what this command prints, or run the check of a page below on the file.`,
        command: `otool -l ${file}`,
      };
    case "ELF":
      return {
        sentence: `Of ${name} this page reads what it tells the loader, and none of its code. Each page below has a check that reads more; what this command prints can be dropped here too.`,
        command: `readelf -SW ${file}`,
      };
    case "core dump":
      return {
        sentence: `${name} is a core dump. ${notRead}. Drop what the debugger prints; put your program's own path in place of ./app.`,
        command: `gdb -batch -ex bt -ex 'x/i $pc' -ex 'info registers' ./app ${file}`,
      };
    case "PE":
      return {
        sentence: `${name} is a Windows program. ${notRead}. Drop the message with which it ends, or what a debugger prints.`,
      };
    case "wasm":
      return {
        sentence: `${name} is a WebAssembly module. ${notRead}. The check of a page below decides on the file; here, drop the message with which it ends.`,
      };
    case "static library":
      return {
        sentence: `${name} is a static library. ${notRead}. Whether a program is affected shows after linking: choose the program, or drop the linker's messages.`,
      };
    case "archive":
      return {
        sentence: `${name} is compressed. This page does not unpack it: unpack it and drop the log inside.`,
      };
    case "picture":
      return {
        sentence: `${name} is a picture, and this page reads text. Type or paste the message that the picture shows.`,
      };
    case "minidump":
      return {
        sentence: `${name} is a minidump. This page reads text; drop what this command prints.`,
        command: `minidump-stackwalk ${file}`,
      };
    case "unknown":
      return {
        sentence: `${name} is a binary file of a kind that this page does not know. It reads text: logs, crash reports and what commands print.`,
      };
  }
}
