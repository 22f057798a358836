import { stateless, type Extractor, type Reader } from "./fact.ts";

interface Section {
  address: bigint | undefined;
  alignment: number | undefined;
}

/**
 * The Mach-O TLS template, from `otool -l`: the 16-aligned `__thread_bss` is misplaced in every thread’s block exactly when
 * the template begins (at `__thread_data`) on an address that is 8 modulo 16.
 */
export const tlsTemplate: Extractor = {
  name: "tls-template",
  triggers: ["sectname", " addr 0x", "align 2^", "__thread_"],
  reader: templateReader,
};

function templateReader(): Reader {
  const sections = new Map<string, Section>();
  let current: Section | undefined;
  return ({ text }, sink) => {
    const name = /\bsectname (__thread_data|__thread_bss|\w{1,16})/.exec(text);
    if (name !== null) {
      current = undefined;
      if (name[1] === "__thread_data" || name[1] === "__thread_bss") {
        current = { address: undefined, alignment: undefined };
        sections.set(name[1], current);
      }
      return;
    }
    // "__thread_data: size 0x30, align 2^3 (8)", as people sum it up
    const summed =
      /(__thread_data|__thread_bss)\b.{0,60}?align(?:ment)? (?:2\^)(\d{1,2})/.exec(
        text.slice(0, 400),
      );
    if (summed?.[1] !== undefined)
      sections.set(summed[1], {
        address: undefined,
        alignment: 2 ** Number(summed[2]),
      });
    if (current !== undefined) {
      const address = /^\s{0,8}addr 0x([0-9a-f]{1,16})/.exec(text);
      if (address !== null) current.address = BigInt(`0x${address[1] ?? "0"}`);
      const alignment = /^\s{0,8}align 2\^(\d{1,2})/.exec(text);
      if (alignment !== null) current.alignment = 2 ** Number(alignment[1]);
    }
    const data = sections.get("__thread_data");
    const bss = sections.get("__thread_bss");
    if (data === undefined || bss?.alignment !== 16) return;
    if (data.address !== undefined)
      sink.fact(
        "tls-template",
        data.address % 16n === 8n ? "misaligned" : "aligned",
      );
    else if (data.alignment !== undefined)
      sink.fact("tls-template", data.alignment < 16 ? "at-risk" : "aligned");
  };
}

/** A merged constant section whose entries are smaller than its alignment, from `readelf -SW`. */
export const mergeSection: Extractor = {
  name: "merge-section",
  triggers: [".rodata.cst", "sh_entsize", ".rodata"],
  reader: stateless(({ text }, sink) => {
    const row =
      /\] (\.rodata\S{0,40})\s{1,30}PROGBITS\s{1,8}[0-9a-f]{8,16} [0-9a-f]{6,16} [0-9a-f]{6,16} ([0-9a-f]{2,4})\s{1,4}([A-Z]{1,6})\s{1,6}\d{1,4}\s{1,4}\d{1,4}\s{1,4}(\d{1,4})/.exec(
        text.slice(0, 300),
      );
    const said =
      /sh_entsize ?= ?(\d{1,4}).{0,20}?sh_addralign ?= ?(\d{1,4})/.exec(
        text.slice(0, 2000),
      );
    if (row?.[3]?.includes("M") === true)
      report(Number.parseInt(row[2] ?? "0", 16), Number(row[4]));
    if (said !== null) report(Number(said[1]), Number(said[2]));

    function report(entry: number, alignment: number): void {
      if (entry > 1 && alignment >= 16)
        sink.fact("merge-section", entry < alignment ? "mixed" : "uniform");
    }
  }),
};
