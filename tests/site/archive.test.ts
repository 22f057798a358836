import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { archive } from "../../src/site/archive.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const files = [
  { path: "x/build.sh", bytes: bytes("echo built\n"), executable: true },
  { path: "x/sub/empty.txt", bytes: bytes(""), executable: false },
  { path: "x/crlf.txt", bytes: bytes("a\r\nb"), executable: false },
  {
    path: "x/block.bin",
    bytes: new Uint8Array(512).fill(255),
    executable: false,
  },
];

test("tar unpacks the archive to the same bytes and modes", () => {
  const folder = mkdtempSync(join(tmpdir(), "misbuilt-archive-"));
  writeFileSync(join(folder, "x.tar.gz"), archive(files));
  execFileSync("tar", ["xzf", "x.tar.gz"], { cwd: folder });
  for (const file of files) {
    const path = join(folder, file.path);
    expect(new Uint8Array(readFileSync(path))).toEqual(file.bytes);
    expect((statSync(path).mode & 0o100) !== 0).toBe(file.executable);
  }
});

test("the order of the files does not change the bytes", () => {
  expect(archive([...files].reverse()).equals(archive(files))).toBe(true);
});

test("another byte, name or mode does change them", () => {
  const [first, ...rest] = files;
  if (first === undefined) throw new Error("no files");
  const changed = [
    { ...first, bytes: bytes("echo Built\n") },
    { ...first, path: "x/Build.sh" },
    { ...first, executable: false },
  ];
  for (const one of changed)
    expect(archive([one, ...rest]).equals(archive(files))).toBe(false);
});

test("neither a time nor a system is in the header", () => {
  const packed = archive(files);
  expect(packed.subarray(4, 8)).toEqual(Buffer.alloc(4));
  expect(packed[9]).toBe(255);
});

test("a name that ustar cannot hold is refused by name", () => {
  const path = `x/${"long".repeat(30)}`;
  expect(() =>
    archive([{ path, bytes: bytes(""), executable: false }]),
  ).toThrow(`${path}: longer than the 100 bytes`);
});
