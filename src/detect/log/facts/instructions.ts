import { decodeAlignedMove } from "../../x86/decode.ts";
import { readInstruction } from "../../x86/operand.ts";
import type { Extractor, FaultingInstruction, Reader } from "./fact.ts";

/**
 * The faulting instruction: the line that a debugger marks with `->` (lldb) or `=>` (gdb), or that a tool names after the
 * fault’s place (`_pool_reset+0x10: movaps …`).
 */
export const instructions: Extractor = {
  name: "instructions",
  triggers: [
    '"atpc"',
    '"instructionstream"',
    "->  0x",
    "-> 0x",
    "=> 0x",
    "->0x",
    "-> mov",
    "=> mov",
    "-> vmov",
    "=> vmov",
    "   0x",
  ],
  reader: instructionReader,
};

function instructionReader(): Reader {
  // A RIP-relative operand counts from the next instruction, whose address the next line has.
  let pending: FaultingInstruction["memory"];
  return ({ text }, sink, found) => {
    if (found.has('"atpc"') || found.has('"instructionstream"')) {
      const move = decodeAlignedMove(reportBytes(text));
      if (move !== undefined) sink.instruction(move);
      return;
    }
    const start = text.search(/\S/);
    if (start === -1) return;
    const next = /^\s{1,8}0x([0-9a-f]{1,16})\b/i.exec(text);
    if (next?.[1] !== undefined && pending !== undefined)
      pending.target ??= BigInt(`0x${next[1]}`) + pending.displacement;
    pending = undefined;
    const head = text.slice(start, start + 2);
    if (head !== "->" && head !== "=>") return;
    const marked = text.slice(start + 2, start + 600);
    const code = afterAddress(marked);
    const instruction = readInstruction(code ?? marked);
    if (instruction === undefined) return;
    // Without an address an arrow may be anything; then only what demands alignment is taken for an instruction.
    if (code === undefined && instruction.alignment === 1) return;
    sink.instruction(instruction);
    if (instruction.memory?.base === "rip") pending = instruction.memory;
  };
}

/** What follows `0x1163a3a <high_sum+4>:`; the symbol may hold colons and angle brackets of its own. */
function afterAddress(text: string): string | undefined {
  const address = /^\s{0,8}0x[0-9a-f]{1,16}/i.exec(text);
  if (address === null) return undefined;
  let rest = text.slice(address[0].length);
  if (/^\s{0,2}</.test(rest)) {
    let depth = 0;
    let end = -1;
    for (let i = rest.indexOf("<"); i < rest.length; i++) {
      const char = rest[i];
      if (char === "<") depth++;
      else if (char === ">" && rest[i - 1] !== "-") depth--;
      if (depth === 0) {
        end = i;
        break;
      }
    }
    if (end === -1) return undefined;
    rest = rest.slice(end + 1);
  }
  // gdb may print the bytes too: `=> 0x401136 <f+4>:  c5 fc 28 05 …  vmovaps …`
  return rest.replace(/^\s{0,2}:?\s{0,8}(?:[0-9a-f]{2} ){0,15}\s{0,8}/i, "");
}

/** The bytes at the program counter from an .ips file: base64 in `atPC`, or numbers from an offset on. */
function reportBytes(text: string): number[] {
  const base64 = /"atPC" ?: ?"([A-Za-z0-9+/]{4,64}={0,2})"/.exec(text);
  if (base64?.[1] !== undefined) {
    const whole = base64[1].slice(0, base64[1].length & ~3);
    return Array.from(atob(whole), (char) => char.charCodeAt(0));
  }
  const stream =
    /"instructionStream" ?: ?\{ ?"bytes" ?: ?\[([0-9, ]{1,1200})\], ?"offset" ?: ?(\d{1,3})/.exec(
      text,
    );
  if (stream?.[1] === undefined) return [];
  return stream[1].split(",").slice(Number(stream[2])).map(Number);
}
