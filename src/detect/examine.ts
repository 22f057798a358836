import { elf } from "./binary/elf.ts";
import { evaluate } from "./evaluate.ts";
import type { Diagnosis } from "./finding.ts";
import { headSize, type Facts, type Format, type Head } from "./format.ts";
import { Hits } from "./hits.ts";
import { cargoToml } from "./project/cargo-toml.ts";
import { meant, type Signs } from "./signs.ts";

/** Every format that is read as a whole file. What none of them recognises is a log, where it is text. */
export const formats: readonly Format[] = [elf, cargoToml];

/** A file to examine; `File` of browsers and of Node is one. */
export interface Examinable extends Blob {
  readonly name: string;
}

/** What one file says, and what follows from it. */
export interface Examination extends Facts {
  /** The format’s name. */
  readonly format: string;
  /** What the file is, such as `an ELF file`. */
  readonly title: string;
  readonly diagnosis: Diagnosis;
}

/** The format of a file; undefined where it is none of them. */
export function formatOf(head: Head): Format | undefined {
  return formats.find((format) => format.recognises(head));
}

/** Examines a file; undefined where no format recognises it. */
export async function examine(
  signs: Signs,
  file: Examinable,
): Promise<Examination | undefined> {
  const head = await file.slice(0, headSize).arrayBuffer();
  const format = formatOf({ name: file.name, bytes: new Uint8Array(head) });
  if (format === undefined) return undefined;
  const read = await format.read(file);
  const hits = new Hits();
  for (const { kind, value, place, text } of read.facts)
    for (const sign of meant(signs, kind, value)) hits.add(sign, place, text);
  return {
    format: format.name,
    title: format.title,
    ...read,
    diagnosis: evaluate(signs, [new Hits()], hits, 0),
  };
}
