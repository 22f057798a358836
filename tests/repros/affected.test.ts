import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { demandedAlignment } from "../../src/detect/x86/alignment.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const repros = join(import.meta.dirname, "../../repros");
const slugs = ["zig-elf-merge-misalignment", "rustc-oz-cgu1-miscompile"];

/** Operations of the same operands, spelt out with the constant `k`. */
const forms = (operations: string, operands: string): string[] =>
  operations.split(" ").map((operation) => `${operation} ${operands}`);

/** Every instruction with a 16- or 32-byte operand in memory: those that need it aligned, and those that do not. */
const instructions = [
  ...forms("movaps movapd movdqa movntdqa", "k(%rip), %xmm1"),
  ...forms("vmovaps vmovapd vmovdqa vmovntdqa", "k(%rip), %xmm1"),
  ...forms("vmovaps vmovapd vmovdqa vmovntdqa", "k(%rip), %ymm1"),
  ...forms("vmovaps vmovdqa64 vmovdqu64", "k(%rip), %zmm1"),
  ...forms("movups movupd movdqu lddqu vmovups vmovdqu", "k(%rip), %xmm1"),
  ...forms(
    "addps addpd subps mulpd divps minps maxpd sqrtps rcpps rsqrtps andps andnpd orps xorps xorpd unpcklps unpckhpd haddps hsubpd addsubps movshdup movsldup blendvps",
    "k(%rip), %xmm1",
  ),
  ...forms(
    "cvtdq2ps cvtps2dq cvttps2dq cvtpd2ps cvtpd2dq cvttpd2dq",
    "k(%rip), %xmm1",
  ),
  ...forms("cmpeqps cmpltpd cmpunordps cmpneqpd", "k(%rip), %xmm1"),
  ...forms(
    "paddb paddw paddd paddq paddsb paddusw psubb psubq psubusb pmullw pmulld pmulhw pmulhuw pmulhrsw pmuludq pmuldq pmaddwd pmaddubsw",
    "k(%rip), %xmm1",
  ),
  ...forms(
    "pand pandn por pxor pcmpeqb pcmpeqd pcmpeqq pcmpgtw pcmpgtq pminub pminsd pmaxuw pmaxsb pavgb pavgw psadbw psignb psignd pabsb pabsd phaddw phaddd phaddsw phsubd phminposuw",
    "k(%rip), %xmm1",
  ),
  ...forms(
    "pshufb punpcklbw punpckhwd punpckldq punpckhqdq packsswb packssdw packuswb packusdw psllw pslld psllq psrlw psrad ptest pblendvb",
    "k(%rip), %xmm1",
  ),
  ...forms(
    "shufps cmpps blendps blendpd roundps roundpd dpps dppd pshufd pshuflw pshufhw palignr pblendw mpsadbw",
    "k(%rip), %xmm1",
  ).map((text) => text.replace(" ", " $1, ")),
  ...forms("aesenc aesenclast aesdec aesdeclast aesimc", "k(%rip), %xmm1"),
  ...forms("aeskeygenassist pclmulqdq sha1rnds4", "$0, k(%rip), %xmm1"),
  ...forms(
    "sha1nexte sha1msg1 sha256msg1 sha256msg2 sha256rnds2",
    "k(%rip), %xmm1",
  ),
  ...forms("cvtpd2pi cvttpd2pi", "k(%rip), %mm1"),
  // Any address will do: strings, parts of a register, MMX registers, and VEX.
  ...forms("pcmpestri pcmpistri pcmpestrm pcmpistrm", "$0, k(%rip), %xmm1"),
  ...forms(
    "addss addsd mulss sqrtsd comiss ucomisd cvtps2pd cvtdq2pd cvtss2sd movss movsd movddup movq movlps movhps pmovzxbw pmovsxdq",
    "k(%rip), %xmm1",
  ),
  ...forms("insertps pinsrd roundss cmpsd", "$1, k(%rip), %xmm1"),
  ...forms("paddb pxor pshufb pcmpeqd pmulhw psadbw", "k(%rip), %mm1"),
  ...forms(
    "vaddps vandps vxorps vpaddd vpshufb vpcmpeqb vpmaddwd vminps",
    "k(%rip), %ymm1, %ymm2",
  ),
  ...forms("vsqrtps vcvtdq2ps vptest vmovups vmovdqu", "k(%rip), %ymm1"),
  ...forms("vpaddd vaesenc vandnpd", "k(%rip), %xmm1, %xmm2"),
  // A register that the code before pointed at the constant.
  "lea k(%rip), %rax\n movaps (%rax), %xmm1",
  "lea k-16(%rip), %r9\n mov $1, %ecx\n vmovdqa 16(%r9), %xmm1",
  "lea k(%rip), %rax\n movups (%rax), %xmm1",
  "lea k(%rip), %rax\n mov (%rax), %eax",
];

/** A program that runs each instruction and prints the numbers of those that fault; the constant is at `offset` mod 64. */
const source = (offset: number): string => `
	.section .rodata
	.balign 64
	.skip ${offset}
	.hidden k
	.globl k
k:	.fill 64, 1, 0
	.text
${instructions.map((text, index) => `\t.globl insn_${index}\n\t.type insn_${index}, @function\ninsn_${index}:\n ${text}\n emms\n ret\n`).join("")}
	.section .data.rel.ro, "aw"
	.globl table
table:
${instructions.map((_, index) => `\t.quad insn_${index}\n`).join("")}	.quad 0
	.section .note.GNU-stack, "", @progbits
`;

const driver = `#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
extern void (*const table[])(void);
static sigjmp_buf back;
static void caught(int number) { siglongjmp(back, number); }
int main(void) {
  signal(SIGSEGV, caught);
  signal(SIGILL, caught);
  for (int i = 0; table[i] != 0; i++) {
    int number = sigsetjmp(back, 1);
    if (number == 0) table[i]();
    if (number != 0) printf("%s %d\\n", number == SIGSEGV ? "fault" : "unknown", i);
  }
}
`;

describe("the check after linking, asked about every kind of vector load", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "misbuilt-affected-"));
    await writeFile(join(folder, "driver.c"), driver);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function measure(offset: number) {
    const program = join(folder, `program${offset}`);
    await writeFile(`${program}.S`, source(offset));
    const sources = [`${program}.S`, join(folder, "driver.c")];
    await run("cc", ["-O1", "-no-pie", ...sources, "-o", program]);
    const { stdout } = await run(program);
    const numbers = (word: string) =>
      stdout
        .split("\n")
        .filter((line) => line.startsWith(word))
        .map((line) => Number(line.split(" ")[1]));
    const script = join(repros, slugs[0] ?? "", "affected.sh");
    const check = await run("sh", [script, program]).catch(
      (error: unknown) => error as { stdout: string; code: number },
    );
    const listed = [...check.stdout.matchAll(/ in insn_(\d+)$/gm)].map(
      ([, index]) => Number(index),
    );
    return {
      faults: numbers("fault"),
      unknown: numbers("unknown"),
      listed,
      check,
    };
  }
  /** Without what this CPU lacks, and without SHA: Intel's manual has it fault, AMD's CPUs let it pass. */
  const measurable = (indices: readonly number[], unknown: readonly number[]) =>
    indices.filter(
      (index) =>
        !unknown.includes(index) && !instructions[index]?.startsWith("sha"),
    );
  const named = (indices: readonly number[]): string[] =>
    [...new Set(indices)].map((index) => instructions[index] ?? "");

  it.each([4, 8])(
    "lists exactly the instructions that fault at %d modulo 16",
    async (offset) => {
      const { faults, unknown, listed, check } = await measure(offset);
      expect(faults.length).toBeGreaterThan(100);
      expect(faults.length).toBeLessThan(instructions.length - 40);
      // An instruction that this CPU lacks cannot be measured.
      expect(named(measurable(listed, unknown))).toEqual(
        named(measurable(faults, unknown)),
      );
      expect(check.stdout.trimEnd().split("\n").at(-1)).toBe("affected");
      expect(check).toMatchObject({ code: 1 });
    },
  );

  it("lists at 16 modulo 64 the loads of more than 16 bytes alone", async () => {
    const { faults, unknown, listed } = await measure(16);
    expect(named(measurable(listed, unknown))).toEqual(named(faults));
    expect(named(listed).every((text) => /%[yz]mm/.test(text))).toBe(true);
    expect(listed.length).toBe(6);
  });

  it("lists what the diagnosis of a log takes for aligned too", async () => {
    const { listed } = await measure(4);
    const single = instructions.filter(
      // Forms of an MMX register have the names of those that need alignment.
      (text) => !text.includes("\n") && !/ .*%mm/.test(text),
    );
    const demanding = single.filter((text) => {
      const [mnemonic = "", ...operands] = text.split(" ");
      const bytes = /%zmm/.test(text) ? 64 : /%ymm/.test(text) ? 32 : 16;
      expect(operands).not.toEqual([]);
      return demandedAlignment(mnemonic, bytes) > 1;
    });
    expect(demanding).toEqual(
      named(listed).filter((text) => single.includes(text)),
    );
  });

  it("lists nothing where the constant is aligned", async () => {
    const { faults, listed, check } = await measure(0);
    expect(faults).toEqual([]);
    expect(listed).toEqual([]);
    expect(check.stdout.trimEnd().split("\n").at(-1)).toBe("not affected");
  });

  it("cannot tell about what is no linked x86-64 program", async () => {
    const script = join(repros, slugs[0] ?? "", "affected.sh");
    await run("cc", ["-c", join(folder, "driver.c"), "-o", join(folder, "o")]);
    for (const file of [join(folder, "o"), join(folder, "driver.c"), "/none"]) {
      const check = await run("sh", [script, file]).catch(
        (error: unknown) => error as { stdout: string; code: number },
      );
      expect(check).toMatchObject({ code: 2 });
      expect(check.stdout.trimEnd().split("\n").at(-1)).toBe("cannot tell");
    }
  });
});
