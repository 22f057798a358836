/**
 * Mnemonics whose memory operand must be aligned to its size, or the processor raises #GP: Intel SDM volume 2,
 * "Exceptions Type 1" and the legacy SSE classes 1 and 4. Everything VEX-encoded that is not a move takes any address.
 */
const moves = new Set([
  "movaps",
  "movapd",
  "movdqa",
  "movntps",
  "movntpd",
  "movntdq",
  "movntdqa",
  "vmovaps",
  "vmovapd",
  "vmovdqa",
  "vmovdqa32",
  "vmovdqa64",
  "vmovntps",
  "vmovntpd",
  "vmovntdq",
  "vmovntdqa",
]);

/**
 * Legacy SSE arithmetic on whole registers: aligned as well (the same rule as in affected.sh of the reproducers). Scalar
 * forms (…ss, …sd), unaligned moves, conversions of half a register and pcmpestri and its kin are not.
 */
const packed = new RegExp(
  `^(${[
    "(add|sub|mul|div|min|max|sqrt|and|andn|or|xor|unpckl|unpckh|shuf|cmp[a-z_]*|hadd|hsub|addsub|blend|blendv|round|dp)p[sd]",
    "(rcp|rsqrt)ps|movs[lh]dup|cvt(dq2ps|ps2dq|pd2ps|pd2dq|pd2pi)|cvtt(ps2dq|pd2dq|pd2pi)",
    "p(add|sub)(b|w|d|q|sb|sw|usb|usw)|pmul(lw|ld|hw|huw|hrsw|udq|dq)|pmadd(wd|ubsw)|p(and|andn|or|xor)",
    "pcmp(eq|gt)[bwdq]|p(min|max)[us][bwd]|pavg[bw]|psadbw|psign[bwd]|pabs[bwd]|ph(add|sub)(w|d|sw)|phminposuw",
    "pshuf(b|d|lw|hw)|palignr|pblend(w|vb)|mpsadbw|punpck[lh](bw|wd|dq|qdq)|pack[su]s(wb|dw)|ps(ll|rl|ra)[wdq]|ptest",
    "aes(enc|enclast|dec|declast|imc|keygenassist)|pclmul[a-z]*qdq|gf2p8(mulb|affineqb|affineinvqb)",
    "sha1(rnds4|nexte|msg1|msg2)|sha256(rnds2|msg1|msg2)",
  ].join("|")})$`,
);

/** The alignment in bytes that `mnemonic` demands of a memory operand, given the widest register it names. */
export function demandedAlignment(
  mnemonic: string,
  operandBytes: number,
): number {
  if (moves.has(mnemonic)) return operandBytes;
  if (packed.test(mnemonic)) return 16;
  if (mnemonic === "fxsave" || mnemonic === "fxrstor") return 16;
  if (mnemonic === "fxsave64" || mnemonic === "fxrstor64") return 16;
  if (mnemonic.startsWith("xsave") || mnemonic.startsWith("xrstor")) return 64;
  if (mnemonic === "cmpxchg16b") return 16;
  return 1;
}
