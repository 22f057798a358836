import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const here = import.meta.dirname;
const source = join(here, "../../repros/zig-macho-tls-misalignment/mload");
const zig = join(here, "images/zig-0.17.0.macho");
const lld = join(here, "images/ld64.lld-19.macho");
const cc = process.env["CC"] ?? "cc";

const hasCompiler = spawnSync(cc, ["--version"]).status === 0;
const isLinux = process.platform === "linux" && process.arch === "x64";
const reason = !isLinux
  ? "mload runs on x86-64 Linux only"
  : !hasCompiler
    ? `no C compiler (${cc}); apt-get install gcc`
    : undefined;

it.runIf(process.env["CI"] === "true")("has what mload needs, in CI", () => {
  expect(reason).toBeUndefined();
});

describe.skipIf(reason !== undefined)(
  reason === undefined ? "mload" : `mload (skipped: ${reason})`,
  () => {
    const out = mkdtempSync(join(tmpdir(), "misbuilt-mload-"));
    const mload = join(out, "mload");
    const files = readdirSync(source)
      .filter((name) => name.endsWith(".c"))
      .map((name) => join(source, name));

    beforeAll(() => {
      execFileSync(cc, [
        "-O2",
        "-march=x86-64",
        "-o",
        mload,
        ...files,
        "-lpthread",
      ]);
    });
    afterAll(() => {
      rmSync(out, { recursive: true });
    });

    /** Runs mload on an image; `signal` is set where the image died of one. */
    const run = (...args: string[]) => {
      const { status, signal, stdout, stderr } = spawnSync(mload, args, {
        encoding: "utf8",
      });
      return { status, signal, stdout, stderr };
    };

    /** The image of Zig with some bytes changed, in a file. */
    const edited = (change: (image: Buffer) => Buffer): string => {
      const file = join(out, "edited.macho");
      writeFileSync(file, change(readFileSync(zig)));
      return file;
    };

    it("lets the misaligned image die of its #GP, and says where", () => {
      expect(run(zig)).toEqual({
        status: null,
        signal: "SIGSEGV",
        stdout:
          "SIGSEGV, si_code SI_KERNEL, trap 13 (#GP): movaps in _pool_reset through %rax; " +
          "operand at 16n+8, at 16k+0 of _tls_pool, which lies at 16n+8\n",
        stderr: "",
      });
    });

    it("returns main's status where the template is aligned", () => {
      expect(run(lld)).toMatchObject({
        status: 0,
        stdout: "main returned 0\n",
      });
    });

    it("turns both around when each thread's block is moved by eight bytes", () => {
      expect(run("--skew", "8", zig)).toMatchObject({ status: 0 });
      expect(run("--skew", "8", lld)).toMatchObject({ signal: "SIGSEGV" });
    });

    it("prints where the template begins and where the section before it ends, modulo 16", () => {
      expect(run("--template", zig)).toMatchObject({
        status: 0,
        stdout: "8 8\n",
      });
      expect(run("--template", lld)).toMatchObject({
        status: 0,
        stdout: "0 0\n",
      });
    });

    it("prints the layout as JSON, and exits 1 where a variable is misaligned", () => {
      const { status, stdout } = run("--layout", zig);
      expect(status).toBe(1);
      const layout: unknown = JSON.parse(stdout);
      expect(layout).toMatchObject({
        arch: "x86_64",
        template: { size: 72 },
        sections: [
          { section: "__thread_vars" },
          { section: "__thread_data", size: 24, align: 8 },
          { section: "__thread_bss", size: 48, align: 16 },
        ],
      });
      expect(layout).toHaveProperty(
        "variables",
        expect.arrayContaining([
          {
            name: "_tls_pool",
            section: "__thread_bss",
            offset: 24,
            align: 16,
            misaligned: true,
          },
        ]),
      );
      expect(run("--layout", lld).status).toBe(0);
    });

    it("refuses what it cannot load, with a message and exit 2", () => {
      const refusals: [string, RegExp][] = [
        [join(source, "mload.c"), /not a 64-bit Mach-O file/],
        [join(out, "absent"), /No such file/],
        [out, /not a file/],
        [edited((image) => image.subarray(0, 20)), /not a 64-bit Mach-O file/],
      ];
      for (const [file, message] of refusals) {
        const { status, stderr } = run(file);
        expect(stderr).toMatch(message);
        expect(status).toBe(2);
      }
      const cut = run(edited((image) => image.subarray(0, image.length / 2)));
      expect(cut.stderr).toMatch(/a segment leaves its place/);
      expect(cut.status).toBe(2);
      const arm = edited((image) => {
        image.writeUInt32LE(0x0100000c, 4);
        return image;
      });
      expect(run(arm).stderr).toMatch(/arm64 code cannot run here/);
      expect(run(arm).status).toBe(2);
      expect(run().stderr).toMatch(/no image given/);
      expect(run().status).toBe(2);
    });

    it("refuses fixups without end instead of applying them for ever", () => {
      const endless = edited((image) => {
        let command = 32;
        while (image.readUInt32LE(command) !== 0x80000022)
          command += image.readUInt32LE(command + 4);
        const bind = image.readUInt32LE(command + 16);
        const stepOfNothing = [...Array<number>(9).fill(0xff), 0x01];
        stepOfNothing[0] = 0xf8; // 8 + -8
        const opcodes = [
          ...[0x40, ...Buffer.from("_free\0")], // what to bind
          ...[0x71, 0x00], // where: the start of segment 1
          ...[0xc0, ...Array<number>(8).fill(0xff), 0x3f, ...stepOfNothing],
        ];
        image.writeUInt32LE(opcodes.length, command + 20);
        Buffer.from(opcodes).copy(image, bind);
        return image;
      });
      const { status, stderr } = run("--dry-run", endless);
      expect(stderr).toBe("mload: bad image: more fixups than pointers\n");
      expect(status).toBe(2);
    });

    it("neither crashes nor hangs on 2,200 mutated images", () => {
      const sanitize = [
        "-g",
        "-O1",
        "-fsanitize=address,undefined",
        "-fno-sanitize-recover=all",
      ];
      const object = join(out, "mload.o");
      const fuzz = join(out, "fuzz");
      const main = join(source, "mload.c");
      execFileSync(cc, [
        ...sanitize,
        "-Dmain=mload_main",
        "-c",
        main,
        "-o",
        object,
      ]);
      const others = files.filter((file) => file !== main);
      const driver = join(here, "fuzz.c");
      execFileSync(cc, [
        ...sanitize,
        "-o",
        fuzz,
        driver,
        object,
        ...others,
        "-lpthread",
      ]);
      for (const image of [zig, lld]) {
        const { status, stdout } = spawnSync(fuzz, [image, "1100"], {
          encoding: "utf8",
        });
        expect(stdout).toMatch(/^\{"loaded":\d+,"refused":\d+\}\n$/);
        expect(status).toBe(0);
        const counts = z
          .object({ loaded: z.number(), refused: z.number() })
          .parse(JSON.parse(stdout));
        // Both kinds in numbers, or the mutations would show nothing.
        expect(counts.loaded).toBeGreaterThan(200);
        expect(counts.refused).toBeGreaterThan(200);
      }
    }, 60_000);
  },
);
