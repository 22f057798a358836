import { decodeAlignedMove } from "../../x86/decode.ts";
import { segmentationFaults } from "./locales.ts";
import { stateless, type Extractor, type Reader } from "./fact.ts";

/** Lines of the Linux kernel: arch/x86/kernel/traps.c, arch/x86/mm/fault.c. */
export const kernel: Extractor = {
  name: "kernel",
  triggers: [
    "general protection",
    "segfault at",
    "trap invalid opcode",
    "trap divide error",
    "trap int3",
    "trap stack segment",
    "trap bounds",
    "unable to handle",
    "null pointer dereference",
    "kernel panic",
    "rip: 0010:",
    "code: ",
    "out of memory: kill",
    "kasan:",
    "oops:",
  ],
  reader: stateless(({ text }, sink) => {
    const line = text.toLowerCase();
    if (
      line.includes("general protection fault: 0000") ||
      line.includes("general protection fault, probably") ||
      line.includes("general protection fault, maybe") ||
      line.includes("rip: 0010:") ||
      line.includes("kasan:") ||
      line.includes("kernel panic") ||
      /\boops: [0-9a-f]{4}/.test(line) ||
      line.includes("bug: unable to handle") ||
      line.includes("bug: kernel null") ||
      line.includes("unable to handle kernel")
    ) {
      sink.fact("trap", "kernel-oops");
      sink.fact("os", "linux");
      return;
    }
    // valgrind, which runs the program itself and names the processor’s exception
    if (/(?:^|== {1,4})general protection fault\s{0,4}$/.test(line))
      sink.fact("trap", "gp");
    const user = / ip:([0-9a-f]{1,16}) sp:[0-9a-f]{1,16} error:/.exec(line);
    if (user !== null) {
      sink.fact("os", "linux");

      if (line.includes("general protection")) sink.fact("trap", "gp");
      else if (line.includes("invalid opcode")) sink.fact("trap", "illegal");
      else if (line.includes("divide error")) sink.fact("trap", "divide");
      else if (line.includes("int3")) sink.fact("trap", "breakpoint");
      else if (line.includes("stack segment")) sink.fact("trap", "stack-fault");
      sink.register("rip", BigInt(`0x${user[1] ?? "0"}`));
    }
    if (/segfault at [0-9a-f]{1,16} ip [0-9a-f]{1,16} sp /.test(line)) {
      sink.fact("os", "linux");
      sink.fact("trap", "page-fault");
    }
    const code = line.lastIndexOf("code: ");
    if (code !== -1) {
      const marked = line.indexOf("<", code);
      if (marked !== -1) {
        const bytes = hexBytes(line.slice(marked, marked + 60));
        const move = decodeAlignedMove(bytes);
        if (move !== undefined) sink.instruction(move);
      }
    }
  }),
};

/** The bytes from `<0f> 28 05 …`; empty where they are none. */
function hexBytes(text: string): number[] {
  const bytes: number[] = [];
  for (const word of text.replace("<", "").replace(">", "").split(" ")) {
    if (!/^[0-9a-f]{2}$/.test(word)) break;
    bytes.push(Number.parseInt(word, 16));
  }
  return bytes;
}

/** Signals as debuggers, shells, language runtimes and strace report them: sigaction(2), signal(7). */
export const signals: Extractor = {
  name: "signals",
  triggers: [
    "sigsegv",
    "sigbus",
    "sigill",
    "sigabrt",
    "sigfpe",
    "segmentation fault",
    "bus error",
    "illegal instruction",
    "si_code",
    "si_kernel",
    "segv_",
    "exit code 1",
    "code: 1",
    "exit status 1",
    "exited with",
    "exit 139",
    "exit=139",
    "signal 11",
    "signal: 11",
    "= 128",
    "0xc0000005",
    "trapno",
    "(#gp)",
    "11/segv",
    "$?",
    "139",
    ...segmentationFaults,
  ],
  reader: signalReader,
};

function signalReader(): Reader {
  let askedSiCode = Number.NEGATIVE_INFINITY;
  let askedStatus = Number.NEGATIVE_INFINITY;
  return ({ text, number }, sink, found) => {
    const line = text.toLowerCase();
    if (
      (line.includes("sigsegv") && !line.includes("sigaction")) ||
      line.includes("segmentation fault") ||
      /\bsignal:? ?11\b/.test(line) ||
      line.includes("status=11/segv") ||
      segmentationFaults.some((words) => found.has(words))
    )
      sink.fact("signal", "SIGSEGV");
    if (line.includes("sigbus") || line.includes("bus error"))
      sink.fact("signal", "SIGBUS");
    // A handler that is installed for a signal is no signal.
    const raised = !line.includes("sigaction") && !line.includes("sigprocmask");
    if (raised && (line.includes("sigill") || line.includes("illegal inst")))
      sink.fact("trap", "illegal");
    if (raised && line.includes("sigfpe")) sink.fact("trap", "divide");
    if (line.includes("0xc0000005")) sink.fact("os", "windows");

    // Looked for first: an expression costs more than a word, and most lines here have neither.
    const siCode = line.includes("si_code");
    const trapNumber = line.includes("trapno");
    const lldbCode = line.includes("code=0x");
    // gdb -batch prints the answer without the question, a few lines below the signal.
    if (
      siCode ||
      line.includes("$_siginfo") ||
      line.includes("received signal sigsegv")
    )
      askedSiCode = number;
    const answered =
      number - askedSiCode <= 5 && /^\$\d{1,4} = 128\b/.test(line);
    if (
      answered ||
      line.includes("si_kernel") ||
      // lldb on Linux: its words for SI_KERNEL, which has no address
      line.includes("sigsegv: invalid address") ||
      (siCode && /si_code(?:'| )?[:=] ?(?:0x80|128)\b/.test(line)) ||
      (lldbCode && /\bcode=0x80 addr=0x0\b/.test(line)) ||
      (trapNumber && /trapno[:=] ?13\b/.test(line)) ||
      line.includes("(#gp)")
    )
      sink.fact("trap", "gp");
    else if (
      line.includes("sigsegv: address not mapped") ||
      line.includes("sigsegv: invalid permissions") ||
      (line.includes("segv_") &&
        /segv_(?:maperr|accerr|bnderr|pkuerr)/.test(line)) ||
      (siCode && /si_code[:=] ?[12]\b/.test(line)) ||
      (lldbCode && /\bcode=0x[12] addr=0x/.test(line)) ||
      (trapNumber && /trapno[:=] ?14\b/.test(line))
    )
      sink.fact("trap", "page-fault");
    // A shell that is asked for $? answers with the bare number, on the next line or the same.
    if (text.includes("$?")) askedStatus = number;
    const with139 = line.includes("139");
    if (
      (with139 &&
        /(?:exit(?:ed)?|code|status)[a-z =:]{0,20}139\b/.test(line)) ||
      (with139 &&
        number - askedStatus <= 2 &&
        /(?:^|\$\?[^\d]{0,12})\s{0,4}139\s{0,4}$/.test(line))
    )
      sink.fact("exit", "139");
    if (
      line.includes("134") &&
      /(?:exit(?:ed)?|code|status)[a-z =:]{0,20}134\b/.test(line)
    )
      sink.fact("exit", "134");
  };
}
