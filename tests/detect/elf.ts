/** What to write into an ELF file that no linker would make. */
export interface Made {
  readonly wide?: boolean;
  readonly little?: boolean;
  readonly machine?: number;
  readonly segments?: readonly {
    readonly type: number;
    readonly flags?: number;
    readonly offset?: number | bigint;
    readonly size?: number | bigint;
    readonly alignment?: number;
  }[];
  /** What the header says of its program headers, where it lies. */
  readonly count?: number;
  readonly each?: number;
  readonly table?: bigint;
  /** Entries of a dynamic section, which lies behind the program headers. */
  readonly dynamic?: readonly (readonly [tag: number, value: number])[];
}

/** An ELF file with these headers. A segment of type 2 without an offset is the dynamic section. */
export function madeElf({
  wide = true,
  little = true,
  machine = 62,
  segments = [],
  count = segments.length,
  each = wide ? 56 : 32,
  table = BigInt(wide ? 64 : 52),
  dynamic = [],
}: Made): Uint8Array<ArrayBuffer> {
  const header = wide ? 64 : 52;
  const entry = wide ? 56 : 32;
  const word = wide ? 8 : 4;
  const section = header + segments.length * entry;
  const bytes = new Uint8Array(section + dynamic.length * 2 * word);
  const view = new DataView(bytes.buffer);
  const half = (at: number, value: number) => {
    view.setUint16(at, value, little);
  };
  const address = (at: number, value: number | bigint) => {
    if (wide) view.setBigUint64(at, BigInt(value), little);
    else view.setUint32(at, Number(value), little);
  };
  bytes.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, little ? 1 : 2, 1]);
  half(16, 3);
  half(18, machine);
  address(wide ? 32 : 28, table);
  half(wide ? 54 : 42, each);
  half(wide ? 56 : 44, count);
  for (const [index, one] of segments.entries()) {
    const at = header + index * entry;
    view.setUint32(at, one.type, little);
    view.setUint32(at + (wide ? 4 : 24), one.flags ?? 0, little);
    address(at + (wide ? 8 : 4), one.offset ?? section);
    address(at + (wide ? 32 : 16), one.size ?? dynamic.length * 2 * word);
    address(at + (wide ? 48 : 28), one.alignment ?? 1);
  }
  for (const [index, [tag, value]] of dynamic.entries()) {
    address(section + index * 2 * word, tag);
    address(section + index * 2 * word + word, value);
  }
  return bytes;
}
