import type { Extractor, Reader } from "./fact.ts";

/** The function that faulted, with its image or file where the line has one; the crash keeps the first it is told. */
export const frames: Extractor = {
  name: "frames",
  triggers: [
    "frame #0",
    "#0 ",
    "0   ",
    "crashed",
    '"triggered"',
    '"frames"',
    '"symbol"',
    ": 0x",
    "rip: 00",
    "general protection",
    "sigsegv",
    ".rs:",
    ".zig:",
    ".c:",
    ".h:",
    ".cpp:",
    " at 0x",
  ],
  reader: frameReader,
};

/** The longest name that is kept. */
const longest = 300;

/** A function, blanks, and a file with a line; no address. */
const condensed =
  /^\s{0,12}(?:\d{1,3}:? {1,4})?[\w$<_][^\t]{0,120}?\s{1,40}(?:[\w$.()/<>,:-]{1,80} ){0,3}[\w./\\-]{1,120}\.(?:rs|zig|c|h|cpp):\d{1,6}\b/;

function frameReader(): Reader {
  let afterCrashed = false;
  let triggered = false;
  let told = Number.NEGATIVE_INFINITY;
  return ({ text, number }, sink, found) => {
    const top = (symbol: string | undefined): void => {
      if (symbol !== undefined && symbol.trim() !== "")
        sink.fact("top-frame", symbol.trim().slice(0, longest));
    };
    // lldb: frame #0: 0x… image`symbol + 16
    const lldb = text.indexOf("frame #0: ");
    if (lldb !== -1) top(text.slice(lldb + 10).replace(/^0x[0-9a-f]+ /i, ""));
    // gdb, sanitizers: #0  0x… in symbol (…) at file
    const gdb = /^\s{0,6}#0 {1,3}(?:0x[0-9a-f]{1,16} in )?(\S.{0,280})/i.exec(
      text,
    );
    if (gdb !== null) top(gdb[1]);
    // Zig: file.zig:524:91: 0x1087c3a in allocSlot (kue)
    const zig = /:[\d?]{1,7}: 0x[0-9a-f]{1,16} in ([^ ]{1,200})/i.exec(
      text.slice(0, 600),
    );
    if (zig !== null) top(`${zig[1] ?? ""} ${text.slice(0, zig.index)}`);
    // valgrind: ==40663==    at 0x100017A7B: rg::main (main.rs:113)
    const valgrind = /^==\d{1,8}== {1,8}at 0x[0-9a-f]{1,16}: (.{1,280})/i.exec(
      text,
    );
    if (valgrind !== null) top(valgrind[1]);
    // Condensed by a person: right below the fault, _mm_movemask_epi8   core_arch sse2.rs:1495
    if (found.has("general protection") || found.has("sigsegv")) told = number;
    else if (number - told <= 2 && condensed.test(text)) top(text);
    // Crash report: "Thread 0 Crashed:", then "0   libobjc.A.dylib   0x… objc_msgSend + 16"
    if (/^Thread \d{1,4} Crashed/.test(text)) afterCrashed = true;
    else if (afterCrashed) {
      const report =
        /^\s{0,4}0\s{1,4}(.{1,60}?)\s{1,24}0x[0-9a-f]{1,16} (.{1,280})/i.exec(
          text,
        );
      if (report !== null) {
        top(`${report[1] ?? ""} ${report[2] ?? ""}`);
        afterCrashed = false;
      }
    }
    // .ips: the triggered thread’s first frame
    let from = 0;
    const flag = /"triggered" ?: ?true/.exec(text);
    if (flag !== null) {
      triggered = true;
      from = flag.index;
    }
    if (triggered) {
      const list = text.indexOf('"frames"', from);
      const first = text.slice(list === -1 ? from : list);
      const symbol = /"symbol" ?: ?"([^"]{1,280})"/.exec(first);
      if (symbol !== null && (list !== -1 || flag === null)) {
        triggered = false;
        const end = first.indexOf("}");
        if (end === -1 || symbol.index < end) top(symbol[1]);
      }
    }
  };
}
