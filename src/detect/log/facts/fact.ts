import type { FactKind } from "../../../catalog/schema/signature.ts";

/** One thing that a line of the log says, in the words that signatures use. */
export interface Fact {
  kind: Exclude<FactKind, "version" | "address">;
  value: string;
}

/** A line as extractors see it: cleaned of escapes and prefixes, numbered from 1. */
export interface Line {
  text: string;
  number: number;
}

/** What extractors report to. */
export interface Sink {
  /** The line says this. */
  fact(kind: Fact["kind"], value: string): void;
  /** The line names a tool’s version: digits and dots. */
  version(tool: string, version: string): void;
  /** A register of the crashed thread, by its 64-bit name. */
  register(name: string, value: bigint): void;
  /** The instruction that faulted. */
  instruction(instruction: FaultingInstruction): void;
}

/** What an instruction does to memory, as far as alignment is concerned. */
export interface FaultingInstruction {
  mnemonic: string;
  /** The alignment in bytes that its memory operand needs; 1 where any will do. */
  alignment: number;
  /** Its memory operand; undefined where it has none. */
  memory:
    | {
        base: string | undefined;
        index: string | undefined;
        scale: number;
        displacement: bigint;
        /** The address itself, where the debugger prints it beside a RIP-relative operand. */
        target: bigint | undefined;
      }
    | undefined;
  /** It only calls or jumps; the operand holds the destination. */
  branch: boolean;
  /** Its length in bytes, where its bytes were seen. */
  length: number | undefined;
}

/**
 * Reads a line for what it says; it keeps what it must remember of earlier lines, and never throws. `found` are the
 * triggers that are in the line, as the extractor wrote them.
 */
export type Reader = (
  line: Line,
  sink: Sink,
  found: ReadonlySet<string>,
) => void;

/** Reads one kind of line. */
export interface Extractor {
  name: string;
  /** ASCII literals; the reader is given a line only if one of them is in it, in either case. */
  triggers: readonly string[];
  /** A reader for one log. */
  reader(): Reader;
}

/** A reader that remembers nothing. */
export function stateless(read: Reader): () => Reader {
  return () => read;
}
