import type { Format, PlacedFact } from "../format.ts";
import { bytesAt, Part, Unreadable } from "./part.ts";

/**
 * What an ELF file tells the loader: its header, its program headers and its dynamic section. The numbers are those of the
 * System V ABI (gABI, chapters 4 and 5) and, for PT_GNU_STACK and DT_FLAGS_1, of glibc’s elf.h.
 */
export const elf: Format = {
  name: "elf",
  title: "an ELF file",
  recognises: ({ bytes }) =>
    magic.every((byte, index) => bytes[index] === byte),
  async read(file) {
    const facts: PlacedFact[] = [];
    try {
      for await (const fact of factsOf(file)) facts.push(fact);
      return { facts, unreadable: null };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { facts, unreadable: error.message };
    }
  },
};

const magic = [0x7f, 0x45, 0x4c, 0x46];

const types = new Map([
  [1, "relocatable"],
  [2, "executable"],
  [3, "shared"],
  [4, "core"],
]);

/** The values of `arch` that logs have too. */
const machines = new Map([
  [3, "x86"],
  [40, "arm"],
  [62, "x86_64"],
  [183, "arm64"],
  [243, "riscv"],
]);

/** Types of program headers. */
const segments = { dynamic: 2, tls: 7, stack: 0x6474e551 } as const;

/** Entries of the dynamic section: those that say something by being there, and the bits of those that hold flags. */
const entries = new Map<bigint, string | ReadonlyMap<bigint, string>>([
  [16n, "symbolic"],
  [22n, "textrel"],
  [24n, "bind-now"],
  [
    30n, // DT_FLAGS
    new Map([
      [0x2n, "symbolic"],
      [0x4n, "textrel"],
      [0x8n, "bind-now"],
      [0x10n, "static-tls"],
    ]),
  ],
  [
    0x6ffffffbn, // DT_FLAGS_1
    new Map([
      [0x1n, "bind-now"],
      [0x8n, "nodelete"],
      [0x800_0000n, "pie"],
    ]),
  ],
]);

/** A dynamic section with more entries than this is none that a linker wrote. */
const mostEntries = 4096;

interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly offset: bigint;
  readonly size: bigint;
  readonly alignment: bigint;
  /** Where its header lies in the file. */
  readonly place: number;
}

async function* factsOf(file: Blob): AsyncGenerator<PlacedFact> {
  const start = new Uint8Array(await bytesAt(file, 0n, 16, "its first header"));
  const [, , , , kind, order] = start;
  if ((kind !== 1 && kind !== 2) || (order !== 1 && order !== 2))
    throw new Unreadable(
      `its class is ${kind} and its byte order ${order}; both are 1 or 2 in an ELF file`,
    );
  const wide = kind === 2;
  const form = { wide, little: order === 1 };
  const size = wide ? 64 : 52;
  const header = new Part(await bytesAt(file, 0n, size, "its header"), form);
  const inHeader = (offset: number) => ({ offset, section: "ELF header" });
  const type = header.half(16);
  const machine = header.half(18);
  yield {
    kind: "elf-type",
    value: types.get(type) ?? String(type),
    place: inHeader(16),
    text: `e_type ${type}, ELF${wide ? 64 : 32}`,
  };
  yield {
    kind: "arch",
    value: machines.get(machine) ?? `machine-${machine}`,
    place: inHeader(18),
    text: `e_machine ${machine}`,
  };
  const list = await segmentsOf(file, header, form);
  if (list.length === 0) return;
  yield* stackFact(list);
  const tls = list.find((one) => one.type === segments.tls);
  if (tls !== undefined)
    yield {
      kind: "tls-alignment",
      value: String(tls.alignment),
      place: { offset: tls.place, section: "program headers" },
      text: `PT_TLS, p_align ${tls.alignment}`,
    };
  const dynamic = list.find((one) => one.type === segments.dynamic);
  if (dynamic !== undefined) yield* dynamicFacts(file, dynamic, form);
}

async function segmentsOf(
  file: Blob,
  header: Part,
  form: { wide: boolean; little: boolean },
): Promise<Segment[]> {
  const { wide } = form;
  const offset = header.address(wide ? 32 : 28);
  const size = header.half(wide ? 54 : 42);
  const count = header.half(wide ? 56 : 44);
  if (count === 0) return [];
  const expected = wide ? 56 : 32;
  if (size !== expected)
    throw new Unreadable(
      `its program headers have ${size} bytes each; they have ${expected} in such a file`,
    );
  const what = `its table of ${count} program headers`;
  const table = new Part(await bytesAt(file, offset, size * count, what), form);
  return Array.from({ length: count }, (_, index): Segment => {
    const at = index * size;
    return {
      type: table.word(at),
      flags: table.word(at + (wide ? 4 : 24)),
      offset: table.address(at + (wide ? 8 : 4)),
      size: table.address(at + (wide ? 32 : 16)),
      alignment: table.address(at + (wide ? 48 : 28)),
      place: Number(offset) + at,
    };
  });
}

/** Without PT_GNU_STACK the kernel decides, by the architecture. */
function* stackFact(list: readonly Segment[]): Generator<PlacedFact> {
  const stack = list.find((one) => one.type === segments.stack);
  const executable = stack !== undefined && (stack.flags & 1) !== 0;
  yield {
    kind: "stack",
    value:
      stack === undefined ? "unstated" : executable ? "executable" : "plain",
    place: {
      offset: (stack ?? list[0])?.place ?? 0,
      section: "program headers",
    },
    text:
      stack === undefined
        ? "no PT_GNU_STACK"
        : `PT_GNU_STACK, p_flags ${stack.flags}`,
  };
}

async function* dynamicFacts(
  file: Blob,
  { offset, size }: Segment,
  form: { wide: boolean; little: boolean },
): AsyncGenerator<PlacedFact> {
  const each = form.wide ? 16 : 8;
  if (size > BigInt(mostEntries * each))
    throw new Unreadable(
      `its dynamic section says that it has ${size} bytes; more than ${mostEntries} entries are not read`,
    );
  const what = "its dynamic section";
  const table = new Part(await bytesAt(file, offset, Number(size), what), form);
  for (let at = 0; at + each <= table.length; at += each) {
    const tag = table.address(at);
    const value = table.address(at + each / 2);
    if (tag === 0n) return;
    const entry = entries.get(tag);
    if (entry === undefined) continue;
    const said =
      typeof entry === "string"
        ? [entry]
        : [...entry].flatMap(([bit, name]) =>
            (value & bit) === 0n ? [] : [name],
          );
    for (const name of said)
      yield {
        kind: "dynamic-flag",
        value: name,
        place: { offset: Number(offset) + at, section: ".dynamic" },
        text: `tag 0x${tag.toString(16)}, value 0x${value.toString(16)}`,
      };
  }
}
