import { z } from "zod";
import type { CellResult, Fact, Verdict } from "../catalog/schema/index.ts";
import { newest } from "./standing.ts";
import { cellsOf } from "./verdicts.ts";

/** The `tls` key of a cell's facts: addresses, sizes and offsets in bytes. */
export const tlsFacts = z.object({
  arch: z.string(),
  linker: z.string(),
  template: z.object({ base: z.number(), size: z.number() }),
  sections: z.array(
    z.object({
      segment: z.string(),
      section: z.string(),
      address: z.number(),
      size: z.number(),
      align: z.number(),
    }),
  ),
  variables: z.array(
    z.object({
      name: z.string(),
      section: z.string(),
      offset: z.number(),
      align: z.number(),
      misaligned: z.boolean(),
    }),
  ),
});
export type TlsFacts = z.infer<typeof tlsFacts>;

/** A measured layout with the cell it comes from. */
export interface TlsCell {
  readonly facts: TlsFacts;
  readonly cell: CellResult;
}

/** The TLS layout of a case under the newest toolchain that recorded one. */
export function tlsOf(
  verdict: Verdict | undefined,
  caseId: string,
): TlsCell | undefined {
  const cells = cellsOf(verdict, caseId).filter(
    (cell) => cell.facts["tls"] !== undefined,
  );
  const [cell] = newest(cells)?.cells ?? [];
  if (cell === undefined) return undefined;
  const tls: Fact | undefined = cell.facts["tls"];
  const facts = tlsFacts.parse(tls);
  return { facts, cell };
}

/**
 * A symbol as a person wrote it: a Rust v0 path (rust-lang RFC 2603) as `crate::NAME`, anything else as it is. Only paths
 * of plain identifiers are read; others stay mangled.
 */
export function readable(symbol: string): string {
  const path = /^_{1,2}RNv(?:Nt)*C(?:s[0-9A-Za-z]*_)?(\d.*)$/.exec(symbol)?.[1];
  if (path === undefined) return symbol;
  const parts: string[] = [];
  let rest = path;
  for (
    let head = /^(\d+)_?/.exec(rest);
    head !== null;
    head = /^(\d+)_?/.exec(rest)
  ) {
    const from = head[0].length;
    const to = from + Number(head[1]);
    if (to > rest.length) return symbol;
    parts.push(rest.slice(from, to));
    rest = rest.slice(to);
  }
  return rest === "" ? parts.join("::") : symbol;
}

/** Bytes in a row of the drawing: the alignment that matters here. */
export const rowBytes = 16;

/** A piece of one variable inside one row, in bytes from the row's start. */
export interface Piece {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly starts: boolean;
  readonly misaligned: boolean;
}

/** A row of 16 bytes of the thread's block, or a gap that stands for several full rows. */
export type Row =
  | {
      readonly kind: "bytes";
      readonly offset: number;
      readonly pieces: readonly Piece[];
    }
  | { readonly kind: "gap"; readonly rows: number; readonly name: string };

/**
 * Lays the template's variables out in rows of 16 bytes, as they lie in a thread's block (which starts at a
 * multiple of 16). A variable ends where the next one, or the template, does. Long variables are shortened to
 * their first two rows and their last.
 */
export function rows({ template, variables }: TlsFacts): Row[] {
  const sorted = [...variables].sort((a, b) => a.offset - b.offset);
  const spans = sorted.map((variable, index) => ({
    ...variable,
    end:
      sorted[index + 1]?.offset ?? Math.max(template.size, variable.offset + 1),
  }));
  const all: Row[] = [];
  const last = Math.ceil(template.size / rowBytes);
  for (let row = 0; row < last; row++) {
    const offset = row * rowBytes;
    const filler = spans.find(
      (span) =>
        span.offset <= offset - rowBytes && span.end >= offset + 2 * rowBytes,
    );
    const previous = all.at(-1);
    if (filler !== undefined && offset - filler.offset >= 2 * rowBytes) {
      if (previous?.kind === "gap" && previous.name === filler.name) {
        all[all.length - 1] = { ...previous, rows: previous.rows + 1 };
      } else all.push({ kind: "gap", rows: 1, name: filler.name });
      continue;
    }
    const pieces = spans
      .filter((span) => span.offset < offset + rowBytes && span.end > offset)
      .map((span) => ({
        name: span.name,
        from: Math.max(span.offset - offset, 0),
        to: Math.min(span.end - offset, rowBytes),
        starts: span.offset >= offset,
        misaligned: span.misaligned,
      }));
    all.push({ kind: "bytes", offset, pieces });
  }
  return all;
}
