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

/** Legacy SSE arithmetic on whole registers: aligned as well. Scalar forms (…ss, …sd) and unaligned moves are not. */
const packed = new Set(
  [
    "addps addpd subps subpd mulps mulpd divps divpd minps minpd maxps maxpd sqrtps sqrtpd rcpps rsqrtps",
    "andps andpd andnps andnpd orps orpd xorps xorpd unpcklps unpcklpd unpckhps unpckhpd shufps shufpd",
    "paddb paddw paddd paddq psubb psubw psubd psubq pmulld pmullw pmulhw pmuludq pmuldq pmaddwd pmaddubsw",
    "pand pandn por pxor pcmpeqb pcmpeqw pcmpeqd pcmpeqq pcmpgtb pcmpgtw pcmpgtd pcmpgtq",
    "pminub pminud pminsd pminsw pmaxub pmaxud pmaxsd pmaxsw pshufb pshufd pshuflw pshufhw palignr pblendw",
    "punpcklbw punpcklwd punpckldq punpcklqdq punpckhbw punpckhwd punpckhdq punpckhqdq packsswb packuswb packssdw packusdw",
    "cvtdq2ps cvtps2dq cvttps2dq psadbw pavgb pavgw ptest aesenc aesenclast aesdec aesdeclast pclmulqdq haddps haddpd",
  ].flatMap((row) => row.split(" ")),
);

/** The alignment in bytes that `mnemonic` demands of a memory operand, given the widest register it names. */
export function demandedAlignment(
  mnemonic: string,
  operandBytes: number,
): number {
  if (moves.has(mnemonic)) return operandBytes;
  if (packed.has(mnemonic)) return 16;
  if (mnemonic === "fxsave" || mnemonic === "fxrstor") return 16;
  if (mnemonic === "fxsave64" || mnemonic === "fxrstor64") return 16;
  if (mnemonic.startsWith("xsave") || mnemonic.startsWith("xrstor")) return 64;
  if (mnemonic === "cmpxchg16b") return 16;
  return 1;
}
