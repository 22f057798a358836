import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const repros = join(import.meta.dirname, "../../repros");

/** A reproducer whose files others have too, because the archive of each must work by itself. */
interface Family {
  readonly original: string;
  readonly copies: readonly string[];
  /** Only these are in common; without it, every file that `own` does not name. */
  readonly common?: readonly string[];
  /** Files that a copy has in a form of its own. */
  readonly own?: ReadonlySet<string>;
}

const families: readonly Family[] = [
  {
    original: "zig-wasm-threads",
    copies: [
      "zig-wasm-stack-size-ignored",
      "zig-wasm-detached-exit",
      "zig-wasm-join-race",
    ],
    own: new Set([
      "README.md",
      "repro.yaml",
      "affected.sh",
      "zig-wasm-detached-exit/patches/vtable-free.0.13.diff",
      "zig-wasm-detached-exit/patches/vtable-free.0.14.diff",
      "zig-wasm-detached-exit/patches/vtable-free-own-stack.0.13.diff",
      "zig-wasm-detached-exit/patches/vtable-free-own-stack.0.14.diff",
    ]),
  },
  {
    original: "zig-elf-merge-misalignment",
    copies: ["rustc-oz-cgu1-miscompile"],
    common: ["affected.sh", "fault.c"],
  },
];

/** Every file of a reproducer, but for what it is expected to print. */
function filesOf(slug: string): string[] {
  const folder = join(repros, slug);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => file.slice(folder.length + 1))
    .filter((file) => !file.startsWith("expected/"));
}

const copied = families.flatMap(({ original, copies, common, own }) =>
  copies.map((slug) => ({
    slug,
    original,
    files:
      common ??
      filesOf(slug).filter(
        (file) =>
          own?.has(file) !== true && own?.has(`${slug}/${file}`) !== true,
      ),
  })),
);

describe.each(copied)("$slug", ({ slug, original, files }) => {
  test(`has files in common with ${original}`, () => {
    expect(files.length).toBeGreaterThan(1);
  });

  test.each(files)(`has %s as ${original} has it`, (file) => {
    expect(readFileSync(join(repros, slug, file), "utf8")).toBe(
      readFileSync(join(repros, original, file), "utf8"),
    );
  });
});
