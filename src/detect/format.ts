import type { FactKind } from "../catalog/schema/signature.ts";
import type { Place } from "./finding.ts";

/** One thing that a file says, in the words that signatures use, and where it says so. */
export interface PlacedFact {
  readonly kind: Exclude<FactKind, "version" | "address">;
  readonly value: string;
  readonly place: Place;
  /** What stands there. */
  readonly text: string;
}

/** What a file says. */
export interface Facts {
  readonly facts: readonly PlacedFact[];
  /** What could not be read, in a sentence; null where everything could. */
  readonly unreadable: string | null;
}

/** A file’s name, without its folders, and its first bytes. */
export interface Head {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** How many bytes of a file tell its format. */
export const headSize = 64;

/**
 * A format that is read as a whole file, for facts. The facts of every format are judged by the same signatures as those
 * of a log, which is read line by line instead.
 */
export interface Format {
  readonly name: string;
  /** What such a file is, such as `an ELF file`. */
  readonly title: string;
  recognises(head: Head): boolean;
  /** Reads the facts. Whatever the bytes are, it answers; a hostile file costs no more than a sound one. */
  read(file: Blob): Promise<Facts>;
}
