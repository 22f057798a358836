import { describe, expect, it } from "vitest";
import type { Extractor } from "../../src/detect/log/facts/fact.ts";
import { frames } from "../../src/detect/log/facts/frames.ts";
import { kernel, signals } from "../../src/detect/log/facts/linux.ts";
import { macos } from "../../src/detect/log/facts/macos.ts";
import { toolchain } from "../../src/detect/log/facts/toolchain.ts";

/** What an extractor says of a text, line by line, as `kind value`. */
function said(extractor: Extractor, text: string): string[] {
  const facts: string[] = [];
  const read = extractor.reader();
  for (const [index, line] of text.split("\n").entries()) {
    const found = extractor.triggers.filter((trigger) =>
      line.toLowerCase().includes(trigger.toLowerCase()),
    );
    if (found.length === 0) continue;
    read(
      { text: line, number: index + 1 },
      {
        fact: (kind, value) => facts.push(`${kind} ${value}`),
        version: () => undefined,
        register: () => undefined,
        instruction: () => undefined,
      },
      new Set(found),
    );
  }
  return facts;
}

const tools = (text: string): string[] =>
  said(toolchain, text).filter((fact) => fact.startsWith("tool "));

describe("Zig is named by", () => {
  it.each([
    'AR="zig ar"',
    "CC=/tmp/zig-cc-x86_64.sh",
    "zigcc -target x86_64-macos",
    "cmake --preset zig-macos",
    "build-zig-amd64/bin",
    "Zig panic: reached unreachable code",
    "at app.wasm.debug.FullPanic((function",
    "at Thread.WasiThreadImpl.Instance",
    "linked with Zig.",
  ])("%s", (text) => {
    expect(tools(text)).toContain("tool zig");
  });
});

describe("Zig is not named by", () => {
  it.each([
    "Started with zigbee adapter",
    "at wasi_thread_start (app.wasm:0x2011)",
    "by zigzag order",
    "a zigarette",
  ])("%s", (text) => {
    expect(tools(text)).not.toContain("tool zig");
  });
});

describe("another toolchain is named by", () => {
  it.each([
    ["__wasi_thread_start_C", "wasi-sdk"],
    ["at dlfree (app.wasm:0x1)", "wasi-sdk"],
    ["[wasi-worker-browser.mjs] started", "napi-rs"],
    ["--target wasm32-wasip1-threads", "rust-wasm"],
    ["Build with -s ASSERTIONS=1 for more info", "emscripten"],
    ["$ iwasm --max-threads=4", "wamr"],
    ["--enable-cranelift-nan-canonicalization", "cranelift"],
    ["runtime.sigpanic()", "go"],
    ["x86_64-w64-mingw32-gcc", "mingw"],
  ])("%s: %s", (text, tool) => {
    expect(tools(text)).toContain(`tool ${tool}`);
  });
});

describe("a fault in other words", () => {
  it.each([
    [kernel, "==40663==  General Protection Fault", "trap gp"],
    [macos, "Exception Type: EXC_BAD_ACCESS (UNKNOWN_0xD at 0x0)", "trap gp"],
    [
      signals,
      "Main process exited, code=dumped, status=11/SEGV",
      "signal SIGSEGV",
    ],
    [signals, "zsh: Speicherzugriffsfehler  ./app", "signal SIGSEGV"],
    [signals, "./app: 段错误 (核心已转储)", "signal SIGSEGV"],
    [signals, "$ echo $?\n139", "exit 139"],
    [
      frames,
      "General protection exception\n  _mm_movemask_epi8   core_arch sse2.rs:1495",
      "top-frame _mm_movemask_epi8   core_arch sse2.rs:1495",
    ],
    [
      frames,
      "==4==    at 0x100017A7B: rg::main (mem.rs:452)",
      "top-frame rg::main (mem.rs:452)",
    ],
  ])("%# %s", (extractor, text, fact) => {
    expect(said(extractor, text)).toContain(fact);
  });

  it("a 139 that nobody asked for is no exit", () => {
    expect(said(signals, "compiled 139\n139\nport 139")).toEqual([]);
  });
});
