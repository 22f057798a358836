import { Hits } from "../hits.ts";
import type { FaultingInstruction, Line } from "./facts/fact.ts";

/** Traps that exclude one another: another of them is another crash. The rest (a panic, a wasm trap) may accompany. */
const exclusive = new Set([
  "gp",
  "page-fault",
  "stack-fault",
  "illegal",
  "divide",
  "alignment",
  "kernel-oops",
]);

/** After so many lines without a sign of it, a crash is over. */
const longestGap = 2000;

/** What is known of one crash. */
export class Crash {
  readonly hits = new Hits();
  readonly registers = new Map<string, bigint>();
  instruction: FaultingInstruction | undefined;
  instructionLine: Line | undefined;
  hasTopFrame = false;
  #trap: string | undefined;
  #lastLine = 0;

  /** Whether a sign on `line` still belongs to this crash; `trap` where the sign is one. */
  continuesAt(line: number, trap: string | undefined): boolean {
    if (this.#lastLine !== 0 && line - this.#lastLine > longestGap)
      return false;
    return (
      trap === undefined ||
      !exclusive.has(trap) ||
      this.#trap === undefined ||
      this.#trap === trap
    );
  }

  /** Notes that a sign of it stood on `line`. */
  touch(line: number, trap: string | undefined): void {
    this.#lastLine = line;
    if (trap !== undefined && exclusive.has(trap)) this.#trap ??= trap;
  }

  /** What was raised, where the log says it. */
  get trap(): string | undefined {
    return this.#trap;
  }

  get empty(): boolean {
    return this.hits.size === 0;
  }
}

const mask = (1n << 64n) - 1n;

/** What is known of the address that the faulting instruction used, from its operand and the registers. */
export function addressFact(crash: Crash): string | undefined {
  const { instruction, registers } = crash;
  const memory = instruction?.memory;
  if (instruction === undefined || memory === undefined || instruction.branch)
    return undefined;
  let address = memory.target;
  if (memory.base === "rip" && instruction.length !== undefined) {
    // It counts from the next instruction.
    const rip = registers.get("rip");
    if (rip !== undefined)
      address ??= rip + BigInt(instruction.length) + memory.displacement;
  }
  if (address === undefined && memory.base !== "rip") {
    const base = memory.base === undefined ? 0n : registers.get(memory.base);
    const index = memory.index === undefined ? 0n : registers.get(memory.index);
    if (base === undefined || index === undefined) return undefined;
    if (memory.base === undefined && memory.index === undefined)
      return undefined;
    address =
      (base + index * BigInt(memory.scale) + memory.displacement) & mask;
  }
  if (address === undefined) return undefined;
  const top = address >> 47n;
  if (top !== 0n && top !== 0x1ffffn) return "non-canonical";
  if (address < 4096n) return "null";
  return address % BigInt(instruction.alignment) === 0n
    ? "aligned"
    : "misaligned";
}

/** What the faulting instruction does to memory, in one word. */
export function accessFact(instruction: FaultingInstruction): string {
  if (instruction.branch) return "branch";
  if (instruction.memory === undefined) return "none";
  if (instruction.alignment === 1) return "plain";
  if (instruction.memory.base === "rip") return "aligned-constant";
  if (instruction.memory.base === "rsp" || instruction.memory.base === "rbp")
    return "aligned-stack";
  return "aligned-register";
}
