import type { FaultingInstruction } from "../log/facts/fact.ts";
import { demandedAlignment } from "./alignment.ts";

/** Longer texts are no instruction. */
const longest = 200;

/**
 * Reads one disassembled instruction, AT&T (`movaps %xmm0, 0x20(%rax)`) or Intel (`movaps XMMWORD PTR [rax+0x20],xmm0`),
 * with the debugger’s comment (`# 0x2487f58`, `; 0x100003f50`). Undefined where the text is none.
 */
export function readInstruction(text: string): FaultingInstruction | undefined {
  const source = text.slice(0, longest).trim().toLowerCase();
  const comment = commentStart(source);
  const code = source.slice(0, comment).trim();
  const words = code.split(/[ \t]+/, 4);
  const mnemonic = words.find((word) => !instructionPrefixes.has(word));
  if (mnemonic === undefined || !/^[a-z][a-z0-9.]{1,15}$/.test(mnemonic))
    return undefined;
  const operands = code.slice(code.indexOf(mnemonic) + mnemonic.length).trim();
  const branch = /^(?:call|jmp|ret|j[a-z]{1,3}$|loop)/.test(mnemonic);
  const stem = mnemonic;
  const memory = readMemory(operands);
  if (memory !== undefined && memory.base === "rip")
    memory.target = firstHex(source.slice(comment));
  return {
    mnemonic: stem,
    alignment:
      memory === undefined ? 1 : demandedAlignment(stem, widest(operands)),
    memory,
    branch,
    length: undefined,
  };
}

const instructionPrefixes = new Set([
  "lock",
  "rep",
  "repe",
  "repz",
  "repne",
  "repnz",
  "data16",
  "bnd",
  "notrack",
  "{vex}",
]);

function commentStart(code: string): number {
  const hash = code.indexOf("#");
  const semicolon = code.indexOf(";");
  if (hash === -1 && semicolon === -1) return code.length;
  if (hash === -1) return semicolon;
  return semicolon === -1 ? hash : Math.min(hash, semicolon);
}

/** The widest vector register that the operands name, in bytes. */
function widest(operands: string): number {
  if (operands.includes("zmm")) return 64;
  if (operands.includes("ymm")) return 32;
  return 16;
}

function readMemory(operands: string): FaultingInstruction["memory"] {
  const square = operands.indexOf("[");
  if (square !== -1) {
    const end = operands.indexOf("]", square);
    return end === -1
      ? undefined
      : intelMemory(operands.slice(square + 1, end));
  }
  const round = operands.lastIndexOf("(");
  if (round === -1) return undefined;
  const end = operands.indexOf(")", round);
  if (end === -1) return undefined;
  const [base, index, scale] = operands.slice(round + 1, end).split(",", 3);
  const before = operands.slice(0, round);
  const displacement = /(-?(?:0x[0-9a-f]{1,16}|\d{1,20}))$/.exec(
    before.slice(-24),
  );
  return {
    base: registerName(base),
    index: registerName(index),
    scale: Number(scale?.trim() ?? "1") || 1,
    displacement: signed(displacement?.[1]),
    target: undefined,
  };
}

function intelMemory(inside: string): FaultingInstruction["memory"] {
  let base: string | undefined;
  let index: string | undefined;
  let scale = 1;
  let displacement = 0n;
  const terms = inside.replaceAll("-", "+-").split("+", 8);
  for (const raw of terms) {
    const term = raw.replaceAll(" ", "");
    const [left, right] = term.split("*", 2);
    if (right !== undefined) {
      const factor = /^\d$/.test(right) ? right : left;
      index = registerName(factor === right ? left : right);
      scale = Number(factor) || 1;
    } else if (/^-?(?:0x[0-9a-f]{1,16}|\d{1,19})$/.test(term)) {
      displacement += signed(term);
    } else if (/^-?[0-9a-f]{1,16}h$/.test(term)) {
      displacement += signed(
        (term.startsWith("-") ? "-0x" : "0x") + term.replace(/^-|h$/g, ""),
      );
    } else if (base === undefined) base = registerName(term);
    else index ??= registerName(term);
  }
  return { base, index, scale, displacement, target: undefined };
}

function registerName(text: string | undefined): string | undefined {
  const name = text?.trim().replace("%", "");
  return name !== undefined && /^(?:r[a-z0-9]{1,3}|e[a-z]{2})$/.test(name)
    ? name
    : undefined;
}

function signed(text: string | undefined): bigint {
  if (text === undefined || text === "" || text === "-") return 0n;
  const negative = text.startsWith("-");
  const size = BigInt(negative ? text.slice(1) : text);
  const value = negative ? -size : size;
  return value > 0x7fff_ffff_ffff_ffffn ? value - (1n << 64n) : value;
}

function firstHex(text: string): bigint | undefined {
  const found = /0x([0-9a-f]{3,16})/.exec(text);
  return found?.[1] === undefined ? undefined : BigInt(`0x${found[1]}`);
}
