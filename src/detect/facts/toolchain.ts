import { stateless, type Extractor, type Sink } from "./fact.ts";

/** Texts that tell which language, runtime or linker made the program, and for what. All in lower case. */
const traces: readonly (readonly [
  kind: "tool" | "os" | "arch",
  value: string,
  texts: readonly string[],
])[] = [
  [
    "tool",
    "zig",
    [
      ".zig:",
      ".zig ",
      "(zig)",
      "zig build",
      "zig cc",
      "zig c++",
      "zig ld",
      "zig-cache",
      "zig version",
      "/zig/",
      "ziglang",
      "zigbuild",
      "zig 0.",
      "zig-0.",
      "with zig",
      "by zig",
      "build.zig",
      "setup-zig",
      "wasi_thread_start",
      "zigar",
      "posixcallmainandexit",
      "zig_",
    ],
  ],
  [
    "tool",
    "rust",
    [
      ".rs:",
      "/rustc/",
      ".cargo/registry",
      ".cargo/git",
      "rustc ",
      "core::ops::",
      "core::panicking",
      "std::rt::lang_start",
      "std::sys::",
      "core_arch",
      "cargo build",
      "cargo run",
      "rust_begin_unwind",
      "rust static lib",
      "-rust",
      "_zn4core",
    ],
  ],
  ["tool", "wasm-bindgen", ["wasm_bindgen", "wasm-bindgen", "__wbg_"]],
  [
    "tool",
    "emscripten",
    ["emscripten", "_emscripten_", "emcc", "pthread-main.js"],
  ],
  ["tool", "go", ["goroutine ", "runtime.gopanic"]],
  ["tool", "jvm", ["hs_err_pid", "java runtime environment", "libjvm.so"]],
  ["tool", "python", ["fatal python error", "traceback (most recent"]],
  ["tool", "gnu-ld", ["/usr/bin/ld:", "collect2:", "-fuse-ld=bfd", "gnu ld"]],
  ["tool", "lld", ["ld.lld", "rust-lld", "-fuse-ld=lld", "use_lld"]],
  [
    "os",
    "macos",
    ["macos", "mac os x", "libdyld", "libsystem_", "-apple-darwin", ".dylib"],
  ],
  ["os", "linux", ["-linux-", "libc.so.6", "ubuntu", "linux-gnu"]],
  [
    "os",
    "windows",
    ["ntdll", "exception_access_violation", ".exe", "-windows-"],
  ],
  [
    "os",
    "wasm",
    [
      "wasm32",
      "wasm://",
      ".wasm",
      "wasm-function[",
      "webassembly",
      "wasmallocator",
      "wasi",
    ],
  ],
  [
    "arch",
    "arm64",
    [
      "code type: arm-64",
      "arm_thread_state64",
      "arm thread state",
      "aarch64",
      "arm64",
    ],
  ],
  ["arch", "x86_64", ["x86_64", "x86-64", "x86 thread state"]],
];

const factOf = new Map(
  traces.flatMap(([kind, value, texts]) =>
    texts.map((text) => [text, { kind, value }] as const),
  ),
);

/** The hash that ends every Rust symbol, mangled in the legacy way, demangled or not. */
const rustHash = /(?:::|17)h[0-9a-f]{16}(?![0-9a-f])/i;

/** Toolchains, targets and platforms, from paths, symbols and flags. */
export const toolchain: Extractor = {
  name: "toolchain",
  triggers: ["::h", "17h", ...factOf.keys()],
  reader: stateless(({ text }, sink, found) => {
    for (const trigger of found) {
      const fact = factOf.get(trigger);
      if (fact !== undefined) sink.fact(fact.kind, fact.value);
      else if (rustHash.test(text)) sink.fact("tool", "rust");
    }
  }),
};

/** Versions of Zig, rustc, Node and Chromium. A development build of Zig says nothing: fixes land in the middle. */
export const versions: Extractor = {
  name: "versions",
  triggers: ["zig", "rustc 1.", "node.js v", "node v", "chrome/", "node/v"],
  reader: stateless(({ text }, sink) => {
    const line = text.slice(0, 2000).toLowerCase();
    named(
      line,
      "zig",
      sink,
      /^[^\d]{0,40}?(?:x86_64|aarch64)?[^\d]{0,20}?(0\.\d{1,2}\.\d{1,2})(?![\d.]|-dev)/,
    );
    named(line, "rustc", sink, /^ (1\.\d{1,3}\.\d{1,2})/);
    named(line, "node", sink, /^(?:\.js |\/| )v(\d{1,2}\.\d{1,3}\.\d{1,3})/);
    named(line, "chrome", sink, /^\/(\d{2,3}\.\d{1,5})/);
  }),
};

/** Each `tool` in the line that `version` follows. */
function named(line: string, tool: string, sink: Sink, version: RegExp): void {
  let at = line.indexOf(tool);
  for (let count = 0; at !== -1 && count < 8; count++) {
    const after = at + tool.length;
    const found = version.exec(line.slice(after, after + 90));
    if (found?.[1] !== undefined) sink.version(tool, found[1]);
    at = line.indexOf(tool, after);
  }
}
