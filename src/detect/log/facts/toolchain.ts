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
      "zig run",
      "zig test",
      "zig cc",
      "zig c++",
      "zig ar",
      "zig ranlib",
      "zig ld",
      "zig wasm-ld",
      "zig-cc",
      "zig-c++",
      "zigcc",
      "-zig-",
      "zig-macos",
      "zig-linux",
      "zig-out",
      "zig-cache",
      "zig version",
      "zig panic",
      "zig compiler",
      "zig linker",
      "zig toolchain",
      "/zig/",
      "ziglang",
      "zigbuild",
      "zig 0.",
      "zig-0.",
      "zig@0.",
      "with zig",
      "by zig",
      "using zig",
      "build.zig",
      "setup-zig",
      "zigar",
      "posixcallmainandexit",
      "wasithreadimpl",
      "debug.fullpanic",
      "debug.defaultpanic",
      "builtin.default_panic",
      "heap.wasmallocator",
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
      "rust static library",
      "-rust",
      "_zn4core",
    ],
  ],
  [
    "tool",
    "rust-wasm",
    [
      "wasm32-wasip1-threads",
      "wasm32-wasi-preview1-threads",
      "wasm32-unknown-unknown",
      "dlmalloc::dlmalloc",
      "wasm-pack",
    ],
  ],
  ["tool", "wasm-bindgen", ["wasm_bindgen", "wasm-bindgen", "__wbg_"]],
  [
    "tool",
    "napi-rs",
    [
      "napi-rs",
      "emnapi",
      "wasi-worker-browser",
      "wasi-browser.js",
      "napi-rs/wasm-runtime",
    ],
  ],
  [
    "tool",
    "wasi-sdk",
    [
      "wasi-sdk",
      "wasi-libc",
      "wasm32-wasi-threads",
      "__wasi_thread_start_c",
      "__wasilibc",
      "__pthread_exit",
      "__pthread_create",
      "__pthread_timedjoin_np",
      "dlmalloc",
      "dlfree",
      "dlrealloc",
    ],
  ],
  ["tool", "wamr", ["iwasm", "wamr", "wasm-micro-runtime"]],
  [
    "tool",
    "emscripten",
    [
      "emscripten",
      "_emscripten_",
      "emcc",
      "em++",
      "emar",
      "pthread-main.js",
      "assertions=1",
      "assertions=2",
      "-sassertions",
      "-spthread",
      "allow_memory_growth",
    ],
  ],
  ["tool", "cranelift", ["cranelift", "wasmtime", "wasmer"]],
  [
    "tool",
    "go",
    ["goroutine ", "runtime.gopanic", "runtime.sigpanic", "tinygo", "go build"],
  ],
  [
    "tool",
    "jvm",
    [
      "hs_err_pid",
      "java runtime environment",
      "java hotspot",
      "openjdk 64-bit server vm",
      "libjvm.so",
    ],
  ],
  [
    "tool",
    "js-jit",
    ["v8::internal", "node::", "libv8", "libmozjs", "libxul.so", "luajit"],
  ],
  ["tool", "dotnet", ["libcoreclr.so", "system.nullreferenceexception"]],
  ["tool", "python", ["fatal python error", "traceback (most recent"]],
  ["tool", "mingw", ["mingw", "libgcc_s_seh", "-w64-", "msys2"]],
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
    "bare-metal",
    ["none-eabi", "hardfault", "cfsr=", "bfar=", "cortex-m", "probe-rs"],
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
  [
    "arch",
    "arm",
    [
      "thumbv",
      "none-eabi",
      "cortex-m",
      "gnueabi",
      "musleabi",
      "armv7",
      "armv6",
    ],
  ],
  ["arch", "riscv", ["riscv32", "riscv64"]],
  ["arch", "x86_64", ["x86_64", "x86-64", "x86 thread state"]],
];

const factOf = new Map<
  string,
  { kind: "tool" | "os" | "arch"; value: string }[]
>();
for (const [kind, value, texts] of traces)
  for (const text of texts) {
    const facts = factOf.get(text) ?? [];
    facts.push({ kind, value });
    factOf.set(text, facts);
  }

/** The hash that ends every Rust symbol, mangled in the legacy way, demangled or not. */
const rustHash = /(?:::|17)h[0-9a-f]{16}(?![0-9a-f])/i;

/** Toolchains, targets and platforms, from paths, symbols and flags. */
export const toolchain: Extractor = {
  name: "toolchain",
  triggers: ["::h", "17h", ...factOf.keys()],
  reader: stateless(({ text }, sink, found) => {
    let line: string | undefined;
    for (const trigger of found) {
      const facts = factOf.get(trigger);
      if (facts === undefined) {
        if (rustHash.test(text)) sink.fact("tool", "rust");
        continue;
      }
      for (const { kind, value } of facts)
        // Names of tools are words: zigbee is not Zig. Platforms stand in longer names.
        if (kind !== "tool" || hasWord((line ??= text.toLowerCase()), trigger))
          sink.fact(kind, value);
    }
  }),
};

/** Whether no letter goes on where `word` begins or ends with one. */
function hasWord(line: string, word: string): boolean {
  for (
    let at = line.indexOf(word);
    at !== -1;
    at = line.indexOf(word, at + word.length)
  ) {
    const begins = !isLetter(word, 0) || !isLetter(line, at - 1);
    const end = at + word.length;
    const ends = !isLetter(word, word.length - 1) || !isLetter(line, end);
    if (begins && ends) return true;
  }
  return false;
}

/** Whether an ASCII letter, in lower case, stands at `at`. */
function isLetter(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code >= 97 && code <= 122;
}

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
