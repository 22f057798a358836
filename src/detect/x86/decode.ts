import type { FaultingInstruction } from "../log/facts/fact.ts";

/** Low three bits of an encoding to the 64-bit register; REX.B or VEX.B selects the second half. */
const registers = [
  "rax",
  "rcx",
  "rdx",
  "rbx",
  "rsp",
  "rbp",
  "rsi",
  "rdi",
  "r8",
  "r9",
  "r10",
  "r11",
  "r12",
  "r13",
  "r14",
  "r15",
] as const;

/** Opcode of map 0F, with its mandatory prefix, to the aligned move that it is. Intel SDM volume 2. */
const aligned = new Map<string, string>([
  ["28", "movaps"],
  ["29", "movaps"],
  ["2b", "movntps"],
  ["66 28", "movapd"],
  ["66 29", "movapd"],
  ["66 2b", "movntpd"],
  ["66 6f", "movdqa"],
  ["66 7f", "movdqa"],
  ["66 e7", "movntdq"],
]);

/**
 * Decodes just enough of an instruction’s bytes (of a kernel’s `Code:` line, or a crash report’s instruction stream) to
 * tell an aligned vector move from anything else. Undefined where the bytes are not one.
 */
export function decodeAlignedMove(
  bytes: readonly number[],
): FaultingInstruction | undefined {
  let at = 0;
  let mandatory = "";
  let extendBase = 0;
  let extendIndex = 0;
  let size = 16;
  let vex = false;
  const next = (): number => bytes[at++] ?? -1;

  let byte = next();
  if (byte === 0xc5 || byte === 0xc4) {
    vex = true;
    let last = next();
    if (byte === 0xc4) {
      if ((last & 0x1f) !== 1) return undefined;
      extendIndex = last & 0x40 ? 0 : 8;
      extendBase = last & 0x20 ? 0 : 8;
      last = next();
    }
    if (last & 4) size = 32;
    if ((last & 3) === 1) mandatory = "66 ";
    else if ((last & 3) !== 0) return undefined;
  } else {
    if (byte === 0x66) {
      mandatory = "66 ";
      byte = next();
    }
    if (byte >= 0x40 && byte <= 0x4f) {
      extendBase = byte & 1 ? 8 : 0;
      extendIndex = byte & 2 ? 8 : 0;
      byte = next();
    }
    if (byte !== 0x0f) return undefined;
  }
  const opcode = next();
  const name = aligned.get(mandatory + opcode.toString(16).padStart(2, "0"));
  if (name === undefined) return undefined;

  const modrm = next();
  if (modrm < 0) return undefined;
  const mode = modrm >> 6;
  if (mode === 3) return undefined;
  let base: string | undefined;
  let index: string | undefined;
  let scale = 1;
  let long = mode === 2;
  if ((modrm & 7) === 4) {
    const sib = next();
    if (sib < 0) return undefined;
    scale = 1 << (sib >> 6);
    const indexNumber = ((sib >> 3) & 7) + extendIndex;
    if (indexNumber !== 4) index = registers[indexNumber];
    if ((sib & 7) === 5 && mode === 0) long = true;
    else base = registers[(sib & 7) + extendBase];
  } else if ((modrm & 7) === 5 && mode === 0) {
    base = "rip";
    long = true;
  } else base = registers[(modrm & 7) + extendBase];
  const width = long ? 4 : mode === 1 ? 1 : 0;
  const displacement = readDisplacement(bytes, at, width);
  return {
    mnemonic: vex ? `v${name}` : name,
    alignment: size,
    memory: { base, index, scale, displacement, target: undefined },
    branch: false,
    length: at + width,
  };
}

function readDisplacement(
  bytes: readonly number[],
  at: number,
  length: number,
): bigint {
  let value = 0;
  for (let i = 0; i < length; i++) value |= (bytes[at + i] ?? 0) << (8 * i);
  if (length === 1) value = (value << 24) >> 24;
  return BigInt(value);
}
