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
  ],
  reader: frameReader,
};

/** The longest name that is kept. */
const longest = 300;

function frameReader(): Reader {
  let afterCrashed = false;
  let triggered = false;
  return ({ text }, sink) => {
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
