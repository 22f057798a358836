import { describe, expect, it } from "vitest";
import type {
  FaultingInstruction,
  Sink,
} from "../../src/detect/log/facts/fact.ts";
import { extractors } from "../../src/detect/log/facts/table.ts";
import { cleanLines } from "../../src/detect/log/text/clean.ts";
import { LineSplitter } from "../../src/detect/log/text/lines.ts";
import { ByteDecoder } from "../../src/detect/log/text/decode.ts";
import { decodeAlignedMove } from "../../src/detect/x86/decode.ts";
import { readInstruction } from "../../src/detect/x86/operand.ts";

/** Everything that the extractors say of a text. */
function said(text: string): string[] {
  const all: string[] = [];
  const sink: Sink = {
    fact: (kind, value) => all.push(`${kind}=${value}`),
    version: (tool, version) => all.push(`version=${tool} ${version}`),
    register: (name, value) => all.push(`${name}=0x${value.toString(16)}`),
    instruction: ({ mnemonic }) => all.push(`instruction=${mnemonic}`),
  };
  const readers = extractors.map((each) => ({
    read: each.reader(),
    triggers: each.triggers,
  }));
  for (const [index, line] of text.split("\n").entries())
    for (const { read, triggers } of readers) {
      const folded = line.toLowerCase();
      const found = new Set(triggers.filter((each) => folded.includes(each)));
      if (found.size > 0) read({ text: line, number: index + 1 }, sink, found);
    }
  return all;
}

describe("what a line says", () => {
  it.each([
    ["stop reason = EXC_BAD_ACCESS (code=EXC_I386_GPFLT)", "trap=gp"],
    ["stop reason = EXC_BAD_ACCESS (code=1, address=0x0)", "trap=page-fault"],
    ["Exception Codes: 0x000000000000000d, 0x0000000000000000", "trap=gp"],
    ["Exception Codes: UNKNOWN_0xD at 0x0000000000000000", "trap=gp"],
    ['"exception" : {"codes":"0xd","rawCodes":[13,0]}', "trap=gp"],
    ["Trap Number:     13", "trap=gp"],
    ["Trap Number:     14", "trap=page-fault"],
    ["signal SIGSEGV: invalid address (fault address: 0x0)", "trap=gp"],
    [
      "--- SIGSEGV {si_signo=SIGSEGV, si_code=SI_KERNEL, si_addr=NULL} ---",
      "trap=gp",
    ],
    [
      "[signal SIGSEGV: segmentation violation code=0x80 addr=0x0 pc=0x47a750]",
      "trap=gp",
    ],
    ["(gdb) p $_siginfo.si_code\n$1 = 128", "trap=gp"],
    [
      "traps: a[1] general protection fault ip:1163a3a sp:7ff0 error:0 in a[1+2]",
      "trap=gp",
    ],
    [
      "traps: a[1] general protection ip:1163a3a sp:7ff0 error:0 in a[1+2]",
      "trap=gp",
    ],
    ["[1.2] general protection fault: 0000 [#1] SMP", "trap=kernel-oops"],
    [
      "a[812]: segfault at 10 ip 0000000001163a3a sp 00007ffc0 error 4 in a[1+2]",
      "trap=page-fault",
    ],
    ["General protection exception (no address available)", "trap=gp"],
    ["RuntimeError: memory access out of bounds", "trap=wasm-out-of-bounds"],
    ["##[error]Process completed with exit code 139.", "exit=139"],
    ['opt-level = "z"', "profile=opt-level=z"],
    ["rustc -Copt-level=z -Ccodegen-units=1", "profile=codegen-units=1"],
    ['{"opt_level":"z","codegen_units":1}', "profile=opt-level=z"],
    ["CARGO_PROFILE_RELEASE_OPT_LEVEL=z", "profile=opt-level=z"],
    ["zig-x86_64-linux-0.15.2/lib/std", "version=zig 0.15.2"],
    ["/zig/0.14.1/lib/std", "version=zig 0.14.1"],
    ["Node.js v20.20.0", "version=node 20.20.0"],
    ["kern::mix_avx2::hc5e1d503d57621c1", "tool=rust"],
    [
      "  [ 2] .rodata.cst PROGBITS 00000000010048e0 5278e0 0007a0 04  AM  0   0 32",
      "merge-section=mixed",
    ],
    [
      "  [ 2] .rodata.cst16 PROGBITS 00000000010048e0 5278e0 0007a0 10  AM  0   0 16",
      "merge-section=uniform",
    ],
    [
      "Thread 0 Crashed:: main\n0   libobjc.A.dylib   0x00007fff908b3710 objc_msgSend + 16",
      "top-frame=libobjc.A.dylib objc_msgSend + 16",
    ],
    [
      '{"triggered":true,"threadState":{"rax":{"value":24}},"frames":[{"symbol":"f"}]}',
      "top-frame=f",
    ],
    [
      '{"triggered":true,"threadState":{"rax":{"value":24}},"frames":[{"symbol":"f"}]}',
      "rax=0x18",
    ],
    ["rax            0x5555555592a8      93824992252584", "rax=0x5555555592a8"],
    [
      `"instructionByteStream" : {"beforePC":"AA==","atPC":"DylAIA8p"}`,
      "instruction=movaps",
    ],
    [
      `"instructionState":{"instructionStream":{"bytes":[144,144,15,41,64,32],"offset":2}}`,
      "instruction=movaps",
    ],
    ["Code: c5 fe 6f 07 <c5> fd 6f 0d 3b 88 e8 ff", "instruction=vmovdqa"],
  ])("%s", (line, fact) => {
    expect(said(line)).toContain(fact);
  });

  it.each([
    [
      "a development build says no version",
      "zig 0.16.0-dev.164+bc7955306",
      "version=",
    ],
    [
      "a handler is no signal",
      "rt_sigaction(SIGILL, {sa_handler=0x1}, NULL, 8) = 0",
      "trap=",
    ],
    ["another number is no si_code", "$1 = 128", "trap="],
    ["C++ hashes are not Rust’s", "std::hash<int>::operator()", "tool=rust"],
    [
      "one codegen unit is not sixteen",
      "codegen-units = 16",
      "codegen-units=1\0",
    ],
  ])("%s", (_, line, prefix) => {
    expect(said(line).filter((fact) => `${fact}\0`.includes(prefix))).toEqual(
      [],
    );
  });
});

/** What alignment a disassembled instruction demands, and through what. */
function demands(text: string): string {
  const read: FaultingInstruction | undefined = readInstruction(text);
  const { base, displacement, target } = read?.memory ?? {};
  return `${read?.alignment ?? "none"} ${base ?? "-"} ${displacement ?? ""} ${target?.toString(16) ?? ""}`.trim();
}

describe("an instruction", () => {
  it.each([
    ["movaps %xmm0, 0x20(%rax)", "16 rax 32"],
    ["movaps XMMWORD PTR [rax+0x20],xmm0", "16 rax 32"],
    ["movaps xmmword ptr [rax - 16], xmm0", "16 rax -16"],
    [
      "vmovaps -0x4a87451(%rip),%ymm0        # 0x2487f58",
      "32 rip -78148689 2487f58",
    ],
    ["movdqa %xmm0, (%rsp)", "16 rsp 0"],
    ["movups %xmm0, 0x20(%rax)", "1 rax 32"],
    ["vpinsrd $0x1, 0x14(%rsp), %xmm5, %xmm5", "1 rsp 20"],
    ["paddd (%rdi), %xmm0", "16 rdi 0"],
    ["vpaddd (%rdi), %ymm1, %ymm0", "1 rdi 0"],
    ["movaps %xmm0, %xmm1", "1 -"],
    ["callq  *0x18(%rax)", "1 rax 24"],
  ])("%s", (text, expected) => {
    expect(demands(text)).toBe(expected);
  });

  it.each([
    ["0f 29 40 20", "movaps 16 rax 32"],
    ["66 0f 7f 04 24", "movdqa 16 rsp 0"],
    ["c5 fc 28 05 af 8b 57 fb", "vmovaps 32 rip -78148689"],
    ["41 0f 29 46 30", "movaps 16 r14 48"],
    ["c5 fd 6f 0d 3b 88 e8 ff", "vmovdqa 32 rip -1537989"],
  ])("of the bytes %s", (hex, expected) => {
    const move = decodeAlignedMove(
      hex.split(" ").map((byte) => Number.parseInt(byte, 16)),
    );
    expect(
      `${move?.mnemonic ?? ""} ${move?.alignment ?? ""} ${move?.memory?.base ?? ""} ${move?.memory?.displacement ?? ""}`,
    ).toBe(expected);
  });

  it.each([
    "0f 10 40 20",
    "48 8b 07",
    "0f 28 c1",
    "c5 fe 6f 07",
    "f3 0f 6f 00",
  ])("of the bytes %s is no aligned access", (hex) => {
    const bytes = hex.split(" ").map((byte) => Number.parseInt(byte, 16));
    expect(decodeAlignedMove(bytes)).toBeUndefined();
  });
});

describe("a line’s dress", () => {
  it.each([
    ["\u001b[31mEXC_\u001b[0mBAD", "EXC_BAD"],
    ["\u001b]8;;https://x\u0007link\u001b]8;;\u0007", "link"],
    ["2026-03-09T15:44:14.9990000Z * thread #5", "* thread #5"],
    ["build\tTest\t2026-03-09T15:44:14.9990000Z hello", "hello"],
    ["[ 8123.456012] traps: a", "traps: a"],
    ["Nov 21 10:12:45 host kernel: [40211.100201] traps: a", "traps: a"],
    ["[Wed May  5 16:34:25 2021] traps: a", "traps: a"],
    ["web-1  | panic", "panic"],
    ["> quoted", "quoted"],
    ["##[error]Process", "Process"],
    ["-&gt;  0x1 &lt;+16&gt;: movaps", "->  0x1 <+16>: movaps"],
    ["plain: words 12:30", "plain: words 12:30"],
    ["^[[31mEXC_^[[0mBAD", "EXC_BAD"],
    ["\\u001b[31mEXC_\\u001b[0mBAD", "EXC_BAD"],
    ["[1;31mEXC_[0mBAD", "EXC_BAD"],
    ["2026-03-09T15:44:14.999000Z 01O * thread #5", "* thread #5"],
    ["[12345] panic", "panic"],
    [">* thread #5", "* thread #5"],
    [
      '{"log":"thread \\"a\\" died\\n","stream":"stderr","time":"2026"}',
      '{|thread "a" died|,"stream":"stderr","time":"2026"}',
    ],
    ['"one\\ntwo \\"b\\"\\nthree"', 'one|two "b"|three'],
    ['"one\\\\ntwo \\\\\\"b\\\\\\"\\\\nthree"', 'one|two "b"|three'],
    ['  "frame one",', "frame one"],
    ["C:\\new\\notes stay", "C:\\new\\notes stay"],
    [
      "-&#62;  0x1 &#x3c;+16&gt;: movaps&#10;next",
      "->  0x1 <+16>: movaps|next",
    ],
    [
      '<p class="l"><span>one</span> <span>two</span><br>three</p>',
      "one two|three",
    ],
    ["std::vector<span> stays", "std::vector<span> stays"],
    ["one%20two%0A%25rax%2C%28", "one two|%rax,("],
    ["movaps %rax, 20%", "movaps %rax, 20%"],
    ["wasi\\_thread\\_start", "wasi_thread_start"],
    [
      "ta\u200bil \u201cq\u201d \u2192 0x1 \u2014shared-memory",
      'tail "q" -> 0x1 --shared-memory',
    ],
  ])("%s", (line, expected) => {
    const lines: string[] = [];
    cleanLines(line, (each) => {
      lines.push(each);
    });
    expect(lines.join("|")).toBe(expected);
  });

  it("ends with LF, CRLF or CR, and numbers lines by LF", () => {
    const lines: string[] = [];
    const splitter = new LineSplitter((text, number) => {
      lines.push(`${number} ${text}`);
    });
    splitter.write("a\r\nb\r");
    splitter.write("\nc\rd\ne");
    splitter.end();
    expect(lines).toEqual(["1 a", "2 b", "3 c", "3 d", "4 e"]);
  });

  it("is read as UTF-16 where a byte order mark says so", () => {
    const decoder = new ByteDecoder();
    const bytes = Buffer.from("\ufeffEXC", "utf16le");
    const text =
      decoder.write(bytes.subarray(0, 1)) +
      decoder.write(bytes.subarray(1)) +
      decoder.end();
    expect(text).toBe("EXC");
  });
});
