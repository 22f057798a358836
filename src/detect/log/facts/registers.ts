import type { Extractor, Reader } from "./fact.ts";

const names = new Set(
  "rax rbx rcx rdx rsi rdi rbp rsp rip r8 r9 r10 r11 r12 r13 r14 r15".split(
    " ",
  ),
);

/**
 * Register values: gdb’s `info registers`, lldb’s `register read`, crash reports (`rax: 0x… rbx: 0x…`), the kernel’s
 * `RAX: …` and the .ips form `"rax":{"value":140345}`, of which the triggered thread’s alone count.
 */
export const registers: Extractor = {
  name: "registers",
  triggers: ["rax", "rdi", "rsp", "r8", "r12", "r15", "rbx", "rcx"],
  reader: registerReader,
};

function registerReader(): Reader {
  return ({ text }, sink) => {
    const line = text.toLowerCase();
    const gdb = /^\s{0,8}(r[a-z0-9]{1,2})\s{1,14}0x([0-9a-f]{1,16})\b/.exec(
      line,
    );
    if (gdb?.[1] !== undefined && gdb[2] !== undefined && names.has(gdb[1])) {
      sink.register(gdb[1], BigInt(`0x${gdb[2]}`));
      return;
    }
    const pairs =
      /\b(r[a-z0-9]{1,2})\s{0,2}[:=]\s{0,2}(?:0x)?([0-9a-f]{1,16})\b/g;
    for (const [, name, value] of line.slice(0, 400).matchAll(pairs))
      if (name !== undefined && value !== undefined && names.has(name))
        sink.register(name, BigInt(`0x${value}`));
    const from = line.indexOf('"triggered"');
    const json = /"(r[a-z0-9]{1,2})" ?: ?\{ ?"value" ?: ?(\d{1,20})\b/g;
    for (const [, name, value] of line.slice(Math.max(from, 0)).matchAll(json))
      if (name !== undefined && value !== undefined && names.has(name))
        sink.register(name, BigInt(value));
  };
}
