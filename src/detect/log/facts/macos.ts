import { stateless, type Extractor, type Sink } from "./fact.ts";

/** Mach exceptions, as lldb, older crash reports and .ips files write them: <mach/exception_types.h>, <mach/i386/exception.h>. */
export const macos: Extractor = {
  name: "macos",
  triggers: [
    "exc_",
    "unknown_0xd",
    "0x000000000000000d",
    "kern_invalid",
    "kern_protection",
    "exception codes",
    "rawcodes",
    "trap number",
    '"trap"',
    "bus error: 10",
    "segmentation fault: 11",
  ],
  reader: stateless(({ text }, sink) => {
    const line = text.toLowerCase();
    const fault = faultOf(line);
    if (fault !== undefined) {
      sink.fact("trap", fault);
      sink.fact("os", "macos");
    }
    if (line.includes("exc_bad_access") || line.includes("exc_bad_instruction"))
      sink.fact("os", "macos");
    if (line.includes("segmentation fault: 11")) signalled(sink, "SIGSEGV");
    if (line.includes("bus error: 10")) signalled(sink, "SIGBUS");
  }),
};

function signalled(sink: Sink, signal: string): void {
  sink.fact("os", "macos");
  sink.fact("signal", signal);
}

function faultOf(line: string): string | undefined {
  if (line.includes("exc_i386_gpflt") || /\bunknown_0xd\b/.test(line))
    return "gp";
  if (line.includes("exc_arm_da_align")) return "alignment";
  if (line.includes("kern_invalid_address")) return "page-fault";
  if (line.includes("kern_protection_failure")) return "page-fault";
  if (/exc_bad_access \(code=(?:1|2|50|257|259), ?address=/.test(line))
    return "page-fault";
  if (line.includes("exc_bad_access (code=1)")) return "page-fault";
  if (line.includes("exc_bad_instruction")) return "illegal";
  if (line.includes("exc_i386_invop")) return "illegal";
  if (line.includes("exc_breakpoint")) return "breakpoint";
  if (line.includes("exc_arithmetic")) return "divide";
  if (line.includes("exc_guard") || line.includes("exc_resource"))
    return "resource";
  // Before names were printed, code 13 of EXC_BAD_ACCESS (type 1) was the general protection fault.
  if (
    /\bcodes"? ?: {0,24}"?0x0{15}d, ?0x0{16}/.test(line) ||
    /"rawcodes" ?: ?\[ ?13, ?0 ?\]/.test(line)
  )
    return "gp";
  const trap =
    /trap number: {1,12}(\d{1,3})/.exec(line) ??
    /"trap" ?: ?\{ ?"value" ?: ?(\d{1,3})[,}]/.exec(line);
  if (trap?.[1] === "13") return "gp";
  if (trap?.[1] === "14") return "page-fault";
  return undefined;
}
