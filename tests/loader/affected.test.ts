import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const here = import.meta.dirname;
const script = join(
  here,
  "../../repros/zig-macho-tls-misalignment/affected.sh",
);
const zig = join(here, "images/zig-0.17.0.macho");
const lld = join(here, "images/ld64.lld-19.macho");
const folder = mkdtempSync(join(tmpdir(), "misbuilt-affected-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function ask(...programs: string[]) {
  const { status, stdout, stderr } = spawnSync("sh", [script, ...programs], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const lines = stdout.trimEnd().split("\n");
  return { status, answer: lines.at(-1), found: lines.slice(0, -1).join("\n") };
}

const affected = { status: 1, answer: "affected" };
const notAffected = { status: 0, answer: "not affected" };
const cannotTell = { status: 2, answer: "cannot tell" };

interface Section {
  name: string;
  kind: number;
  address: number;
  /** The logarithm, as the file has it. */
  align: number;
  size?: number;
}
const data = (address: number, align: number): Section => ({
  name: "__thread_data",
  kind: 0x11,
  address,
  align,
});
const bss = (address: number, align: number): Section => ({
  name: "__thread_bss",
  kind: 0x12,
  address,
  align,
});

/** The head of a Mach-O file with one segment, which is all that the check reads. */
function macho(
  sections: Section[],
  { cpu = 0x01000007, type = 2 }: { cpu?: number; type?: number } = {},
): Buffer {
  const size = 72 + 80 * sections.length;
  const bytes = Buffer.alloc(32 + size);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(cpu, 4);
  bytes.writeUInt32LE(type, 12);
  bytes.writeUInt32LE(1, 16);
  bytes.writeUInt32LE(size, 20);
  bytes.writeUInt32LE(0x19, 32);
  bytes.writeUInt32LE(size, 36);
  bytes.writeUInt32LE(sections.length, 32 + 64);
  sections.forEach(({ name, kind, address, align, size: long = 24 }, index) => {
    const at = 32 + 72 + 80 * index;
    bytes.write(name, at, "latin1");
    bytes.writeBigUInt64LE(BigInt(address), at + 32);
    bytes.writeBigUInt64LE(BigInt(long), at + 40);
    bytes.writeUInt32LE(align, at + 52);
    bytes.writeUInt32LE(kind, at + 64);
  });
  return bytes;
}

/** A universal file: each slice at a page of its own. */
function universal(slices: Buffer[]): Buffer {
  const head = Buffer.alloc(4096);
  head.writeUInt32BE(0xcafebabe, 0);
  head.writeUInt32BE(slices.length, 4);
  slices.forEach((_, index) =>
    head.writeUInt32BE(4096 * (index + 1), 8 + 20 * index + 8),
  );
  const padded = slices.map((slice) =>
    Buffer.concat([slice, Buffer.alloc(4096 - slice.length)]),
  );
  return Buffer.concat([head, ...padded]);
}

function file(bytes: Buffer): string {
  const path = join(folder, "program");
  writeFileSync(path, bytes);
  return path;
}

const base = 0x1_0000_3000;
const bad = macho([data(base + 8, 3), bss(base + 32, 4)]);
const good = macho([data(base, 4), bss(base + 32, 4)]);

describe("affected.sh", () => {
  it("answers for what Zig and LLD linked, and the worst of several", () => {
    expect(ask(zig)).toMatchObject({
      ...affected,
      found: `${zig} (x86_64): __thread_data at 16n+8 aligned to 8, __thread_bss at 16n+0 aligned to 16; the template is misaligned`,
    });
    expect(ask(lld)).toMatchObject(notAffected);
    expect(ask(lld, zig)).toMatchObject(affected);
    expect(ask(lld, script)).toMatchObject(cannotTell);
    expect(ask(script, zig, lld)).toMatchObject(affected);
  });

  it.each([1, 4, 8, 12])(
    "answers affected where the template begins at 16n+%d",
    (rest) => {
      const bytes = macho([data(base + rest, 0), bss(base + 32, 4)]);
      expect(ask(file(bytes))).toMatchObject(affected);
    },
  );

  it("answers not affected where nothing in the template asks for 16", () => {
    const bytes = macho([data(base + 8, 3), bss(base + 32, 3)]);
    const answer = ask(file(bytes));
    expect(answer).toMatchObject(notAffected);
    expect(answer.found).toContain("nothing asks for 16");
  });

  it("says where an aligned build is so by chance only", () => {
    const chance = ask(file(macho([data(base, 3), bss(base + 32, 4)])));
    expect(chance).toMatchObject(notAffected);
    expect(chance.found).toContain("the next one may not be");
    const sure = ask(file(good));
    expect(sure).toMatchObject(notAffected);
    expect(sure.found).not.toContain("the next one");
  });

  it("takes no account of a section without bytes", () => {
    const bytes = macho([{ ...data(base + 8, 3), size: 0 }, bss(base + 32, 4)]);
    expect(ask(file(bytes))).toMatchObject(notAffected);
  });

  it("answers not affected without thread-local variables", () => {
    const bytes = macho([{ name: "__data", kind: 0, address: base, align: 4 }]);
    expect(ask(file(bytes))).toMatchObject(notAffected);
  });

  it("cannot tell for arm64, for more than 16, and for an object file", () => {
    const sections = [data(base + 8, 3), bss(base + 32, 4)];
    expect(ask(file(macho(sections, { cpu: 0x0100000c })))).toMatchObject(
      cannotTell,
    );
    expect(ask(file(macho([data(base, 5), bss(base + 32, 5)])))).toMatchObject(
      cannotTell,
    );
    expect(ask(file(macho(sections, { type: 1 })))).toMatchObject(cannotTell);
  });

  it("reads each slice of a universal file, which no Java class is", () => {
    expect(ask(file(universal([good, bad])))).toMatchObject(affected);
    expect(ask(file(universal([bad, good])))).toMatchObject(affected);
    expect(ask(file(universal([good, good])))).toMatchObject(notAffected);
    const java = Buffer.alloc(64);
    java.writeUInt32BE(0xcafebabe, 0);
    java.writeUInt32BE(65, 4);
    expect(ask(file(java))).toMatchObject(cannotTell);
  });

  it("cannot tell for damaged files, no file and no argument", () => {
    for (const length of [0, 4, 20, 40, 100])
      expect(ask(file(bad.subarray(0, length)))).toMatchObject(cannotTell);
    const damaged = Buffer.from(bad);
    damaged.writeUInt32LE(0, 36);
    expect(ask(file(damaged))).toMatchObject(cannotTell);
    expect(ask(join(folder, "absent"))).toMatchObject(cannotTell);
    expect(ask()).toMatchObject(cannotTell);
  });
});
