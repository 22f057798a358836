import { stateless, type Extractor } from "./fact.ts";

/** What language runtimes and sanitizers say when they stop a program. */
export const runtimes: Extractor = {
  name: "runtimes",
  triggers: [
    "general protection exception",
    "segmentation fault at address",
    "illegal instruction at address",
    "bus error at address",
    "arithmetic exception at address",
    "panic: ",
    "panicked at",
    "addresssanitizer",
    "memorysanitizer",
    "threadsanitizer",
    "stack overflow",
    "stack smashing",
    "double free",
    "invalid pointer",
    "unreachable",
    "runtimeerror",
  ],
  reader: stateless(({ text }, sink) => {
    const line = text.toLowerCase();
    if (line.includes("general protection exception (no address")) {
      // std/debug.zig prints it for SIGSEGV with si_code SI_KERNEL on x86 Linux.
      sink.fact("trap", "gp");
      sink.fact("tool", "zig");
      sink.fact("os", "linux");
    }
    if (line.includes("segmentation fault at address"))
      sink.fact("trap", "page-fault");
    if (line.includes("illegal instruction at address"))
      sink.fact("trap", "illegal");
    if (line.includes("bus error at address")) sink.fact("signal", "SIGBUS");
    if (/\bthread \d{1,10} panic: /.test(line)) {
      sink.fact("tool", "zig");
      sink.fact("trap", "panic");
    }
    if (/thread '[^']{0,100}'(?: \(\d{1,10}\))? panicked at/.test(line)) {
      sink.fact("tool", "rust");
      sink.fact("trap", "panic");
    }
    if (/error: (?:address|memory|thread)sanitizer/.test(line))
      sink.fact("trap", "sanitizer");
    if (
      line.includes("has overflowed its stack") ||
      line.includes("stack smashing detected") ||
      line.includes("double free") ||
      line.includes("free(): invalid pointer")
    )
      sink.fact("trap", "heap-or-stack-check");
    if (line.includes("runtimeerror: "))
      sink.fact(
        "trap",
        line.includes("out of bounds") ? "wasm-out-of-bounds" : "wasm",
      );
  }),
};
